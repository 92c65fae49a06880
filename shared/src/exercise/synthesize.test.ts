import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise } from "../../test/exercise-library.ts";
import { judgeFrame } from "../movement/plausibility-rules.ts";
import { synthesizeRecording } from "./synthesize.ts";

describe("synthetic recordings", () => {
  it("are the same bits for the same options and others for another seed", () => {
    const make = (seed: number) =>
      synthesizeRecording(getExercise("squat"), { repetitions: 1, seed, noiseMetres: 0.01 }).frames;
    expect(make(4)).toEqual(make(4));
    expect(make(4)[10]!.world).not.toEqual(make(5)[10]!.world);
  });

  it("are bodies that could be, with time going forward, at the asked frame rate", () => {
    for (const exercise of EXERCISES) {
      const { frames } = synthesizeRecording(exercise, {
        repetitions: 1,
        framesPerSecond: 12,
        wayIn: "walk",
        noiseMetres: 0.01,
      });
      const later = frames.slice(1);
      expect(later.flatMap((frame, i) => judgeFrame(frames[i], frame) ?? [])).toEqual([]);
      const offMs = later.map((frame, i) => Math.abs(frame.atMs - frames[i]!.atMs - 1000 / 12));
      expect(Math.max(...offMs)).toBeLessThan(0.000_001);
    }
  });

  it("show the whole body in the picture while exercising", () => {
    for (const exercise of EXERCISES) {
      const { frames } = synthesizeRecording(exercise, { repetitions: 1, statureMetres: 1.85, framesPerSecond: 12 });
      let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const { image } of frames) {
        for (let i = 0; i < 99; i++) {
          if (i % 3 === 2) continue;
          least = Math.min(least, image[i]!);
          most = Math.max(most, image[i]!);
        }
      }
      expect(least, exercise.id).toBeGreaterThan(0);
      expect(most, exercise.id).toBeLessThan(2048);
    }
  });

  it("are of the first side that can be chosen where both cannot", () => {
    const lunge = getExercise("inline-lunge");
    expect(lunge.sides).not.toContain("both");
    const { truth } = synthesizeRecording(lunge, { repetitions: 3 });
    expect(truth.repetitions.map(({ side }) => side)).toEqual(["left", "left", "left"]);
  });

  it("know the true range at their own amplitude", () => {
    const { truth } = synthesizeRecording(getExercise("squat"), { repetitions: 2, amplitude: 0.5 });
    for (const { peakDegrees, restDegrees } of truth.repetitions) {
      expect(peakDegrees).toBeCloseTo(42.5, 0);
      expect(restDegrees).toBeCloseTo(0, 0);
    }
  });
});
