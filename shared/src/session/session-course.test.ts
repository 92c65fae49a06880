import { expect, it } from "vitest";
import { foldEntries } from "./fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "./identifiers.ts";
import { createSessionState } from "./open-session-state.ts";
import { readCourse } from "./session-course.ts";
import type { SessionFact } from "./session-fact.ts";

const ana = "ana" as ParticipantId;
const setId = "set" as SetId;
const opened: SessionFact = {
  kind: "sessionOpened",
  groupSessionId: "s" as GroupSessionId,
  members: [{ participantId: ana, role: "patient", mark: 0, simulated: false }],
  pictureMode: "therapistOnly",
};
const started: SessionFact = {
  kind: "setStarted",
  setId,
  exerciseId: "squat" as ExerciseId,
  phase: "exercise",
  targets: { [ana]: { repetitions: 4, side: "both" } },
};
/** A second between any two. */
const courseAfter = (...facts: readonly SessionFact[]) =>
  readCourse(
    foldEntries(
      createSessionState("s" as GroupSessionId),
      facts.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 1_000 * index, fact })),
    ),
  );
const change = (kind: "setPaused" | "setResumed" | "setFinished"): SessionFact => ({ kind, setId });

it("waits from its opening until its first set", () => {
  expect(courseAfter(opened, { kind: "participantJoined", participantId: ana })).toEqual({
    state: "waiting",
    sinceMs: 0,
  });
});

it("runs, pauses and rests with its sets, each from its own moment on", () => {
  expect(courseAfter(opened, started)).toEqual({ state: "setRunning", sinceMs: 1_000 });
  expect(courseAfter(opened, started, change("setPaused"))).toEqual({ state: "paused", sinceMs: 2_000 });
  const resumed = [opened, started, change("setPaused"), change("setResumed")];
  expect(courseAfter(...resumed)).toEqual({ state: "setRunning", sinceMs: 3_000 });
  expect(courseAfter(...resumed, change("setFinished"))).toEqual({ state: "rest", sinceMs: 4_000 });
});

it("has ended, whatever it was doing", () => {
  expect(courseAfter(opened, started, change("setFinished"), { kind: "sessionEnded" })).toEqual({
    state: "ended",
    sinceMs: 3_000,
  });
});
