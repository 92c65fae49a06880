import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { doseInSession, findSaved, forgetShown, keepSaved, wantedTarget } from "./dose-rules.ts";

const ana = "ana" as ParticipantId;
const squat = { id: "squat", dose: { repetitions: 10 }, romTargetDegrees: 90 } as unknown as TrackedExercise;
const squatId = squat.id as ExerciseId;
const ten = { repetitions: 10, rangeDegrees: 90, side: "both" } as const;
const eight = { ...ten, repetitions: 8 } as const;
const anaWith = (repetitions: number) =>
  ({
    participantId: ana,
    targetRepetitions: repetitions,
    clinical: { targetRangeDegrees: 90, side: "both" },
  }) as unknown as ParticipantView;
const session = (state: "running" | "finished", repetitions: number) =>
  ({ set: { state }, participants: [anaWith(repetitions)] }) as unknown as SessionView;

it("keeps what was set during a set until the session itself shows it", () => {
  const saved = keepSaved([], { participantId: ana, exerciseId: squatId, target: eight });
  const during = forgetShown(saved, session("running", 10), squat);
  expect(findSaved(during, ana, "squat")).toEqual(eight);
  // Finished, and the word of it has not arrived yet.
  expect(findSaved(forgetShown(during, session("finished", 10), squat), ana, "squat")).toEqual(eight);
  expect(findSaved(forgetShown(during, session("finished", 8), squat), ana, "squat")).toBeUndefined();
});

it("keeps one dose for each patient and exercise, the last one set", () => {
  const marching = { participantId: ana, exerciseId: "marching" as ExerciseId, target: ten };
  let saved = keepSaved([marching], { participantId: ana, exerciseId: squatId, target: eight });
  saved = keepSaved(saved, { participantId: ana, exerciseId: squatId, target: ten });
  expect(saved).toHaveLength(2);
  expect(findSaved(saved, ana, "squat")).toEqual(ten);
  expect(findSaved(forgetShown(saved, session("finished", 10), squat), ana, "marching")).toEqual(ten);
});

it("asks for nothing while a field is empty, out of bounds or as it was", () => {
  expect(wantedTarget({ ...ten, repetitions: "" }, ten)).toBeUndefined();
  expect(wantedTarget({ ...ten, repetitions: 0 }, ten)).toBeUndefined();
  expect(wantedTarget({ ...ten, rangeDegrees: 181 }, ten)).toBeUndefined();
  expect(wantedTarget(ten, ten)).toBeUndefined();
  expect(wantedTarget({ ...ten, side: "left" }, ten)).toEqual({ ...ten, side: "left" });
});

it("asks for other repetitions of an exercise whose target lies below zero: a leg lifted behind the body", () => {
  const behind = { ...ten, rangeDegrees: -18 };
  expect(wantedTarget({ ...behind, repetitions: 8 }, behind)).toEqual({ ...behind, repetitions: 8 });
  expect(wantedTarget({ ...behind, rangeDegrees: 0 }, behind)).toEqual({ ...behind, rangeDegrees: 0 });
  expect(wantedTarget({ ...behind, rangeDegrees: -181 }, behind)).toBeUndefined();
});

it("reads the session's dose, and the exercise's own where none is set", () => {
  expect(doseInSession(anaWith(8), squat)).toEqual(eight);
  const untold = { ...anaWith(0), clinical: undefined };
  expect(doseInSession(untold, squat)).toEqual(ten);
});
