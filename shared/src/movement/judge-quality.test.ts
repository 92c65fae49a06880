import { expect, it } from "vitest";
import { getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import type { TrackedExercise } from "../exercise/exercise.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import { copyPoseFrame, createPoseFrame } from "./pose-frame.ts";

it("[QUA16] names whether the tempo was too fast or too slow", () => {
  const squat = getExercise("squat");
  const paces = (tempoScale: number) => {
    const { frames } = synthesizeRecording(squat, { repetitions: 3, tempoScale });
    return repetitionsIn(referee(squat, frames)).map(({ parts }) => parts.pace);
  };
  expect(paces(1)).toEqual([null, null, null]);
  expect(paces(3)).toEqual(["fast", "fast", "fast"]);
  expect(paces(0.35)).toEqual(["slow", "slow", "slow"]);
});

it.each(["left", "right"])("[QUA16] of a cycle is the pace of its worse half: the %s one", (slow) => {
  const abducting = getExercise("hip-abduction");
  const { repetition } = abducting;
  const cycle: TrackedExercise = { ...abducting, repetition: { ...repetition, sides: "each", countUnit: "cycle" } };
  const { frames, truth } = synthesizeRecording(cycle, { repetitions: 4 });
  const stretched = frames.map((frame) => {
    const copy = copyPoseFrame(createPoseFrame(), frame);
    for (const { side, startMs, endMs } of truth.repetitions) {
      if (side === slow) copy.atMs += 3 * Math.max(0, Math.min(frame.atMs, endMs) - startMs);
    }
    return copy;
  });
  const repetitions = repetitionsIn(referee(cycle, stretched));
  expect(repetitions.map(({ parts }) => parts.pace)).toEqual(["slow", "slow"]);
});
