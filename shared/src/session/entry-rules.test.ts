import { describe, expect, it } from "vitest";
import { causerOf, MOST_COMMANDS, mayCommand } from "./entry-rules.ts";
import { foldEntries } from "./fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId } from "./identifiers.ts";
import { createSessionState } from "./open-session-state.ts";
import type { SessionCommand } from "./session-command.ts";
import type { SessionFact } from "./session-fact.ts";

const ana = "ana" as ParticipantId;
const therapist = "t" as ParticipantId;
const squat = "squat" as ExerciseId;
const target = { repetitions: 3, side: "both" } as const;
const after = (...facts: readonly SessionFact[]) => {
  const groupSessionId = "s" as GroupSessionId;
  const members = [{ participantId: ana, role: "patient", mark: 0, simulated: false }] as const;
  const opened = { kind: "sessionOpened", groupSessionId, members, pictureMode: "everybody" } as const;
  const entries = [opened, ...facts].map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact }));
  return foldEntries(createSessionState(groupSessionId), entries);
};
const stopped: SessionFact = { kind: "painStopped", participantId: ana };
const taken: SessionFact = { kind: "alarmTaken", participantId: ana, byId: therapist };
const takeAlarm: SessionCommand = { name: "takeAlarm", participantId: ana };

describe("whoever has asked for far too much", () => {
  it.each<SessionCommand>([
    { name: "stopForPain" },
    { name: "pauseSet" },
    { name: "consentToPicture", given: false },
    { name: "openMicrophone", toGroup: false },
    { name: "changePictureMode", mode: "therapistOnly" },
    { name: "chooseStanding", standing: "hidden" },
    { name: "shareStreak", shared: false },
    { name: "finishSession" },
  ])("may still ask for $name", (command) => {
    expect(mayCommand(command, after(), MOST_COMMANDS)).toBe(true);
  });

  it("may still take an alarm that keeps the session from ending, not one that is taken", () => {
    expect(mayCommand(takeAlarm, after(stopped), MOST_COMMANDS)).toBe(true);
    expect(mayCommand(takeAlarm, after(stopped, taken), MOST_COMMANDS)).toBe(false);
  });

  it.each<SessionCommand>([
    { name: "reportPain", level: 3 },
    { name: "consentToPicture", given: true },
    { name: "agreeResume" },
    { name: "setTarget", participantId: ana, exerciseId: squat, target },
  ])("may not ask for $name, and might before", (command) => {
    expect(mayCommand(command, after(), MOST_COMMANDS)).toBe(false);
    expect(mayCommand(command, after(), MOST_COMMANDS - 1)).toBe(true);
  });
});

describe("what a command made happen", () => {
  it.each<[SessionFact, string]>([
    [{ kind: "painReported", participantId: ana, level: 3 }, ana],
    [{ kind: "resumeAgreed", participantId: ana, by: "patient" }, ana],
    [{ kind: "resumeAgreed", participantId: ana, by: "therapist" }, "therapists"],
    [{ kind: "targetSet", participantId: ana, exerciseId: squat, target }, "therapists"],
    [{ kind: "demonstrationShown", participantId: ana, place: "beside", inStep: false }, "therapists"],
    [{ kind: "spotlightMoved", participantId: ana }, "therapists"],
    [taken, "therapists"],
    [{ kind: "phaseStarted", phase: "warmUp" }, "therapists"],
  ])("%o counts for who asked for it", (fact, causer) => {
    expect(causerOf(fact)).toBe(causer);
  });
});
