import type { ClinicalView, ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { tileWords } from "./tile-words.ts";

const clinical: ClinicalView = {
  fullName: "Ana Ruiz",
  side: "both",
  targetRepetitions: 10,
  targetRangeDegrees: 90,
  attainedDegrees: 80,
  rangeBelow95: 4,
  rangeAbove95: 6,
  rangeMeasurable: true,
  angleDegrees: 10,
  quality: 80,
  confidence: 0.9,
  tracking: "good",
  trackingReason: "",
  cue: "",
  pain: undefined,
  effort: undefined,
  streakDays: 0,
  agreed: true,
  framing: "",
  deviceCheck: undefined,
  stop: undefined,
  place: "",
  emergencyContact: "",
  inPrivateWord: false,
  pairedWith: [],
  annotations: "",
  held: false,
  standingConsentUntilMs: undefined,
  answerStandsUntilMs: undefined,
  pictureStep: "full",
  stepCause: "line",
  sideBySide: { place: "off", inStep: false },
};

function patient(changes: Partial<ParticipantView> = {}, clinicalChanges: Partial<ClinicalView> = {}): ParticipantView {
  return {
    participantId: "ana" as ParticipantId,
    role: "patient",
    name: "Ana",
    mark: 0,
    simulated: false,
    present: true,
    connection: "good",
    ready: true,
    repetitions: 0,
    targetRepetitions: 10,
    points: 0,
    streakDays: undefined,
    standing: "name",
    shownAs: "name",
    stopped: false,
    pictureConsent: false,
    microphoneToGroup: false,
    takesPartInRecording: false,
    recordingAnswer: "none",
    recordedNow: "nothing",
    lineQuality: undefined,
    clinical: { ...clinical, ...clinicalChanges },
    ...changes,
  };
}

it("says the most urgent thing and nothing besides", () => {
  const troubled = { tracking: "partial", trackingReason: "feet_out_of_picture", cue: "lean" } as const;
  expect(tileWords(patient({ present: false }, troubled), true).key).toBe("therapist.status.away");
  expect(tileWords(patient({ connection: "lost" }, troubled), true).key).toBe("therapist.status.lost");
  expect(tileWords(patient({ connection: "weak" }, troubled), true).key).toBe("therapist.tracking.feet_out_of_picture");
  expect(tileWords(patient({ connection: "weak" }, { cue: "lean" }), true)).toEqual({
    tone: "watch",
    key: "therapist.status.cue",
    cue: "lean",
  });
  expect(tileWords(patient({ connection: "weak" }), true).key).toBe("therapist.status.weak");
});

it("stays quiet about movement while nobody moves", () => {
  expect(tileWords(patient({}, { tracking: "lost", cue: "lean" }), false)).toEqual({
    tone: "quiet",
    key: "therapist.status.here",
  });
});

it("has words for a reason it does not know", () => {
  expect(tileWords(patient({}, { tracking: "lost", trackingReason: "eclipse" }), true).key).toBe(
    "therapist.tracking.joints_hidden",
  );
});

it("says quietly that somebody chose to have no camera, and nothing of what cannot be seen", () => {
  const unseen = { framing: "no_camera", tracking: "lost", trackingReason: "nobody_seen", cue: "lean" } as const;
  for (const moving of [true, false]) {
    expect(tileWords(patient({}, unseen), moving)).toEqual({ tone: "quiet", key: "therapist.status.noCamera" });
  }
});

it("tells in a set of light that makes somebody hard to see, after what is wrong with the movement", () => {
  const dark = { framing: "too_dark" } as const;
  expect(tileWords(patient({}, dark), true)).toEqual({ tone: "watch", key: "therapist.framing.too_dark" });
  expect(tileWords(patient({}, { ...dark, cue: "lean" }), true).key).toBe("therapist.status.cue");
  expect(tileWords(patient({}, dark), false).key).toBe("therapist.status.here");
  expect(tileWords(patient({}, { framing: "step_back" }), true).key).toBe("therapist.status.seen");
});

it("asks for a look where a camera that had counted is gone", () => {
  const gone = patient({ points: 40 }, { framing: "no_camera", tracking: "good" });
  expect(tileWords(gone, true)).toEqual({ tone: "watch", key: "therapist.tracking.camera_gone" });
});

it("says of somebody who stopped that it is pain until the alarm is taken, then that nothing is counted, never that nobody is seen", () => {
  const unseen = { tracking: "lost", trackingReason: "nobody_seen" } as const;
  const waiting = patient({ stopped: true }, unseen);
  expect(tileWords(waiting, true)).toEqual({ tone: "alarm", key: "therapist.stop.title" });
  const stop = { takenById: "thea" as ParticipantId, patientAgrees: false, therapistAgrees: false };
  const taken = patient({ stopped: true }, { ...unseen, stop });
  expect(tileWords(taken, true)).toEqual({ tone: "quiet", key: "therapist.status.stopped" });
});
