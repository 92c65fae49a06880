import { describe, expect, it } from "vitest";
import type { ParticipantId } from "./identifiers.ts";
import { RECORDING_AUDIENCE } from "./recording-consent.ts";
import type { SessionCommand } from "./session-command.ts";
import { type AskedCommand, takesBack } from "./urgent-rules.ts";

const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const therapist = "t" as ParticipantId;
const by = (actorId: ParticipantId, command: SessionCommand): AskedCommand => ({ actorId, command });

describe("what is urgent takes back", () => {
  it.each<[string, AskedCommand, AskedCommand]>([
    [
      "consent",
      by(ana, { name: "consentToPicture", given: false }),
      by(ana, { name: "consentToPicture", given: true }),
    ],
    [
      "an open microphone",
      by(ana, { name: "openMicrophone", toGroup: false }),
      by(ana, { name: "openMicrophone", toGroup: true }),
    ],
    [
      "a yes to being recorded",
      by(ana, { name: "answerRecording", given: false }),
      by(ana, { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE }),
    ],
    [
      "a yes to being recorded, with a standing one",
      by(ana, { name: "takeBackStandingConsent" }),
      by(ana, { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE }),
    ],
    [
      "a recording",
      by(therapist, { name: "runRecording", running: false }),
      by(therapist, { name: "runRecording", running: true }),
    ],
    [
      "a place on the leaderboard",
      by(ana, { name: "chooseStanding", standing: "hidden" }),
      by(ana, { name: "chooseStanding", standing: "nickname" }),
    ],
    [
      "a shared streak",
      by(ana, { name: "shareStreak", shared: false }),
      by(ana, { name: "shareStreak", shared: true }),
    ],
    [
      "pictures for everybody",
      by(therapist, { name: "changePictureMode", mode: "therapistOnly" }),
      by(therapist, { name: "changePictureMode", mode: "everybody" }),
    ],
    [
      "a word with everybody",
      by(therapist, { name: "movePrivateWord", participantId: ana }),
      by(therapist, { name: "movePrivateWord", participantId: null }),
    ],
    ["a set going on", by(therapist, { name: "pauseSet" }), by(therapist, { name: "resumeSet" })],
    ["a start", by(therapist, { name: "pauseSet" }), by(therapist, { name: "startSet" })],
    ["one's own agreement to go on", by(ana, { name: "stopForPain" }), by(ana, { name: "agreeResume" })],
    [
      "the therapist's agreement that one goes on",
      by(ana, { name: "stopForPain" }),
      by(therapist, { name: "agreeResume", participantId: ana }),
    ],
  ])("%s", (_what, urgent, waiting) => {
    expect(takesBack(urgent, waiting)).toBe(true);
    expect(takesBack(waiting, urgent)).toBe(false);
  });
});

describe("what is urgent leaves alone", () => {
  it.each<[string, AskedCommand, AskedCommand]>([
    [
      "what somebody else asked for",
      by(ana, { name: "consentToPicture", given: false }),
      by(bruno, { name: "consentToPicture", given: true }),
    ],
    [
      "another person's going on",
      by(ana, { name: "stopForPain" }),
      by(therapist, { name: "agreeResume", participantId: bruno }),
    ],
    ["another person's agreement", by(ana, { name: "stopForPain" }), by(bruno, { name: "agreeResume" })],
    [
      "another question",
      by(ana, { name: "consentToPicture", given: false }),
      by(ana, { name: "openMicrophone", toGroup: true }),
    ],
    ["the end of a set", by(therapist, { name: "pauseSet" }), by(therapist, { name: "finishSet" })],
    ["itself", by(ana, { name: "stopForPain" }), by(ana, { name: "stopForPain" })],
  ])("%s", (_what, urgent, waiting) => {
    expect(takesBack(urgent, waiting)).toBe(false);
  });
});
