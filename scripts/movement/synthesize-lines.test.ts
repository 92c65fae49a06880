import { describe, expect, it } from "vitest";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { openExerciseLibrary } from "./exercise-library.ts";
import { synthesizeLines } from "./synthesize-lines.ts";

const { exercise } = (await openExerciseLibrary()).find("marching" as ExerciseId)!;
const write = (seed: number, repetitions = 2) => [
  ...synthesizeLines(exercise, { seed, repetitions, noiseMetres: 0.01, framesPerSecond: 10 }),
];

describe("a synthesised recording", () => {
  it("is the same by the same seed and another by another", () => {
    expect(write(4)).toEqual(write(4));
    expect(write(4)[9]).not.toEqual(write(5)[9]);
  });

  it("says in its header what it was made from and what is true of it", () => {
    const header = JSON.parse(write(4, 3)[0]!);
    expect(header).toMatchObject({
      format: "pose-landmarks/1",
      exercise: "marching",
      frameRate: 10,
      synthetic: { seed: 4 },
    });
    expect(header.truth.repetitions.map(({ side }: { side: string }) => side)).toEqual(["left", "right", "left"]);
  });
});
