import { readFileSync } from "node:fs";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { describe, expect, test } from "vitest";
import { createPrediction, type Prediction } from "./predict-own-count.ts";

const file = new URL("../../../assets/exercises/squat.json", import.meta.url);
const squat = parseTrackedExerciseFile(JSON.parse(readFileSync(file, "utf8")));
const target = { repetitions: 5, side: "both" as const };
const recording = synthesizeRecording(squat, {
  repetitions: 5,
  side: "both",
  viewDegrees: 45,
  framesPerSecond: 15,
  tempoScale: 1,
  amplitude: 1,
  seed: 7,
  noiseMetres: 0,
  statureMetres: 1.7,
  leadInMs: 2_000,
  pauseMs: 500,
  wayIn: "none",
  aspect: 4 / 3,
  startMs: 1_000,
});

/** Shows the page every frame; returns the sequence numbers with which repetitions were predicted. */
function play(prediction: Prediction, afterEach: (sequence: number) => void = () => {}): number[] {
  const endedWith: number[] = [];
  for (const [index, frame] of recording.frames.entries()) {
    if (prediction.see(frame, index + 1) > 0) endedWith.push(index + 1);
    afterEach(index + 1);
  }
  return endedWith;
}

describe("predicting one's own repetitions", () => {
  test("counts a person's squats with the referee's code, all pending until the referee speaks", () => {
    const prediction = createPrediction(squat, target, 0);
    expect(prediction.read()).toMatchObject({ repetitions: 0, pending: 0, reading: undefined, cue: "" });
    const shown: number[] = [];
    const endedWith = play(prediction, () => shown.push(prediction.read().repetitions));
    expect(endedWith.length).toBeGreaterThanOrEqual(4);
    expect(prediction.read()).toMatchObject({ repetitions: endedWith.length, pending: endedWith.length });
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(prediction.read().reading?.tracking).toBe("good");
  });

  test("a confirmed repetition is no longer pending and keeps the number", () => {
    const prediction = createPrediction(squat, target, 0);
    const [first = 0] = play(prediction);
    const before = prediction.read().repetitions;
    prediction.confirm(1, first);
    expect(prediction.read()).toMatchObject({ repetitions: before, pending: before - 1 });
  });

  test("goes on from the referee's count when the page was loaded in the middle of the set", () => {
    const prediction = createPrediction(squat, target, 6);
    const endedWith = play(prediction);
    expect(prediction.read().repetitions).toBe(6 + endedWith.length);
  });

  test("counts nothing while the set is paused or the patient stopped", () => {
    const prediction = createPrediction(squat, target, 2);
    prediction.setCounting(false);
    expect(play(prediction)).toEqual([]);
    expect(prediction.read()).toMatchObject({ repetitions: 2, pending: 0 });
  });

  test("after the set, once the last frame is decided, the referee's count stands", () => {
    const prediction = createPrediction(squat, target, 0);
    play(prediction);
    const predicted = prediction.read().repetitions;
    prediction.finish();
    expect(prediction.read().repetitions).toBe(predicted);
    prediction.confirm(5);
    prediction.settle(recording.frames.length);
    expect(prediction.read()).toMatchObject({ repetitions: 5, pending: 0 });
  });
});
