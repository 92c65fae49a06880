import { describe, expect, it } from "vitest";
import { getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import type { TrackedExercise } from "../exercise/exercise.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import type { PoseFrame } from "./pose-frame.ts";

const squat = getExercise("squat");
const lean = squat.errors.find(({ cue }) => cue === "trunk_forward")!;
const erredIn = (exercise: TrackedExercise, frames: readonly PoseFrame[]) =>
  repetitionsIn(referee(exercise, frames)).map(({ parts }) => parts.erred);

describe("the error that is named beside form", () => {
  it("[QUA16] is the one that was there longest, of equals the first in the file, and none where there was none", () => {
    const options = { repetitions: 2, viewDegrees: 85 };
    const right = synthesizeRecording(squat, options).frames;
    const wrong = synthesizeRecording(squat, { ...options, error: lean.cue }).frames;
    const late = { ...lean, cue: "late", aboveDegrees: lean.aboveDegrees! + 3 };
    expect(erredIn(squat, right)).toEqual([null, null]);
    expect(erredIn(squat, wrong)).toEqual([lean.cue, lean.cue]);
    expect(erredIn({ ...squat, errors: [late, lean] }, wrong)).toEqual([lean.cue, lean.cue]);
    expect(erredIn({ ...squat, errors: [late] }, wrong)).toEqual(["late", "late"]);
    expect(erredIn({ ...squat, errors: [{ ...lean, cue: "first" }, lean] }, wrong)).toEqual(["first", "first"]);
  });

  it("[QUA16] is a repetition's own: what went wrong in one is not said of the next", () => {
    const options = { repetitions: 3, viewDegrees: 85, pauseMs: 1500 };
    const { frames: right, truth } = synthesizeRecording(squat, options);
    const wrong = synthesizeRecording(squat, { ...options, error: lean.cue }).frames;
    const [, second] = truth.repetitions;
    const isSecond = (atMs: number) => atMs >= second!.startMs && atMs < second!.endMs;
    const mixed = right.map((frame, i) => (isSecond(frame.atMs) ? wrong[i]! : frame));
    expect(erredIn(squat, mixed)).toEqual([null, lean.cue, null]);
  });

  it("[QUA15] is of a cycle that of the worse half, whichever came first", () => {
    const each = getExercise("hip-abduction");
    const cycle: TrackedExercise = { ...each, repetition: { ...each.repetition, sides: "each", countUnit: "cycle" } };
    const { cue } = cycle.errors.find(({ views }) => views.includes("front"))!;
    const { frames, truth } = synthesizeRecording(cycle, { repetitions: 4 });
    const wrong = synthesizeRecording(cycle, { repetitions: 4, error: cue }).frames;
    for (const side of ["left", "right"] as const) {
      const isItsTurn = (atMs: number) =>
        truth.repetitions.some((half) => half.side === side && atMs >= half.startMs && atMs < half.endMs);
      const mixed = frames.map((frame, i) => (isItsTurn(frame.atMs) ? wrong[i]! : frame));
      expect(erredIn(cycle, mixed)).toEqual([cue, cue]);
    }
  });
});
