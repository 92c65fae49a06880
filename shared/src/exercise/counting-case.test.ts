import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise } from "../../test/exercise-library.ts";
import { judgeFrame } from "../movement/plausibility-rules.ts";
import { drawCountingCase, playCountingCase, throughNetwork } from "./counting-case.ts";
import { synthesizeNobodyExercising } from "./everyday-scene.ts";
import { synthesizeRecording } from "./synthesize.ts";

describe("drawn sets", () => {
  it("are the same for the same seed, and others for another seed or exercise", () => {
    const [squat, arms] = [getExercise("squat"), getExercise("arm-lift")];
    expect(drawCountingCase(squat, 3)).toEqual(drawCountingCase(squat, 3));
    expect(drawCountingCase(squat, 3).options.tempoScale).not.toBe(drawCountingCase(squat, 4).options.tempoScale);
    expect(drawCountingCase(squat, 3).options.tempoScale).not.toBe(drawCountingCase(arms, 3).options.tempoScale);
    expect(playCountingCase(squat, drawCountingCase(squat, 3))).toEqual(
      playCountingCase(squat, drawCountingCase(squat, 3)),
    );
  });

  it("reach the ends of what is asked of the counter", () => {
    const drawn = EXERCISES.slice(0, 4).flatMap((exercise) =>
      Array.from({ length: 50 }, (_, seed) => drawCountingCase(exercise, seed)),
    );
    const within = (
      of: (options: (typeof drawn)[number]["options"]) => number | undefined,
      low: number,
      high: number,
    ) => {
      const values = drawn.map(({ options }) => of(options)!);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...values)).toBeLessThanOrEqual(high);
      expect(Math.min(...values)).toBeLessThan(low + 0.1 * (high - low));
      expect(Math.max(...values)).toBeGreaterThan(high - 0.1 * (high - low));
    };
    within(({ amplitude }) => amplitude, 0.6, 1.1);
    within(({ tempoScale }) => tempoScale, 0.5, 2);
    within(({ framesPerSecond }) => framesPerSecond, 8, 60);
    within(({ viewDegrees }) => viewDegrees, -90, 90);
    within(({ proportions }) => proportions?.legs, 0.85, 1.15);
  });

  it("lose, double and reorder frames as told, and no frame by more than the delay", () => {
    const { frames } = synthesizeRecording(getExercise("squat"), { repetitions: 10, framesPerSecond: 30 });
    const arrived = throughNetwork(frames, { lost: 0.05, doubled: 0.05, delayMs: 200 }, 1);
    const share = new Set(arrived).size / frames.length;
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97);
    expect(arrived.length).toBeGreaterThan(new Set(arrived).size);
    let latest = 0;
    let overtaken = 0;
    for (const { atMs } of arrived) {
      if (atMs < latest) overtaken++;
      expect(latest - atMs).toBeLessThanOrEqual(200);
      latest = Math.max(latest, atMs);
    }
    expect(overtaken).toBeGreaterThan(frames.length / 4);
    expect(throughNetwork(frames, { lost: 0, doubled: 0, delayMs: 0 }, 1)).toEqual(frames);
  });
});

describe("nobody exercising", () => {
  it("is a body that could be, for as long as asked, and another by another seed", () => {
    const make = (seed: number) =>
      synthesizeNobodyExercising({
        framesPerSecond: 10,
        startMs: 0,
        durationMs: 120_000,
        statureMetres: 1.7,
        aspect: 4 / 3,
        camera: "exact",
        noiseMetres: 0,
        seed,
      });
    const frames = make(1);
    expect(frames.at(-1)!.atMs).toBe(120_000);
    frames.forEach((frame, i) => void expect(judgeFrame(frames[i - 1], frame)).toBeUndefined());
    expect(make(1)).toEqual(frames);
    expect(make(2)[600]!.world).not.toEqual(frames[600]!.world);
  });
});
