import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import { LANDMARK, LANDMARK_NAMES, type LandmarkName } from "./landmarks.ts";
import type { MovementFact } from "./movement-fact.ts";
import { copyPoseFrame, createPoseFrame, type PoseFrame } from "./pose-frame.ts";

const squat = getExercise("squat");
const squats = (options: Parameters<typeof synthesizeRecording>[1] = {}) =>
  synthesizeRecording(squat, { repetitions: 4, framesPerSecond: 20, viewDegrees: 40, ...options }).frames;

const opposite = (name: LandmarkName): LandmarkName =>
  (name.includes("left") || name.includes("Left")
    ? name.replace("left", "right").replace("Left", "Right")
    : name.replace("right", "left").replace("Right", "Left")) as LandmarkName;

function swapped(frame: PoseFrame): PoseFrame {
  const copy = copyPoseFrame(createPoseFrame(), frame);
  for (const name of LANDMARK_NAMES) {
    const [to, from] = [LANDMARK[name], LANDMARK[opposite(name)]];
    for (let k = 0; k < 3; k++) {
      copy.world[3 * to + k] = frame.world[3 * from + k]!;
      copy.image[3 * to + k] = frame.image[3 * from + k]!;
    }
  }
  return copy;
}

/** Somebody who stands further right in the picture. */
function beside(frame: PoseFrame, at: PoseFrame, pictures: number): PoseFrame {
  const copy = copyPoseFrame(createPoseFrame(), frame);
  copy.atMs = at.atMs;
  for (let i = 0; i < 33; i++) copy.image[3 * i]! += Math.round(2048 * pictures);
  return copy;
}

const onePerPosition = [...new Map(EXERCISES.map((exercise) => [exercise.position, exercise])).values()];
const trackingOf = (facts: readonly MovementFact[]) =>
  facts.flatMap((fact) => (fact.kind === "trackingChanged" ? [fact.reason] : []));

describe("the same body", () => {
  it("[TRK6] is not somebody who comes into the picture for a second: nothing of them is counted or measured, nothing lost", () => {
    const frames = squats();
    const standing = synthesizeRecording(squat, { repetitions: 0 }).frames[0]!;
    const disturbed = frames.map((frame) =>
      frame.atMs > 4000 && frame.atMs < 4900 ? beside(standing, frame, 0.4) : frame,
    );
    const [plain, counted] = [repetitionsIn(referee(squat, frames)), repetitionsIn(referee(squat, disturbed))];
    expect(counted).toHaveLength(4);
    counted.forEach(({ rangeDegrees }, i) => {
      expect(Math.abs(rangeDegrees.maximum - plain[i]!.rangeDegrees.maximum)).toBeLessThan(4);
    });
    expect(trackingOf(referee(squat, disturbed))).toEqual(["seen", "another_person", "seen"]);
  });

  it("[TRK6] is the other one once that one stays", () => {
    const first = squats({ repetitions: 1 });
    const second = squats({ repetitions: 3, startMs: first.at(-1)!.atMs + 50 });
    const both = [...first, ...second.map((frame) => beside(frame, frame, 0.4))];
    expect(repetitionsIn(referee(squat, both))).toHaveLength(4);
    expect(trackingOf(referee(squat, both)).at(-1)).toBe("seen");
  });

  it("[TRK6] is whoever walks through the picture at a brisk pace", () => {
    // Of the way in and out it does not matter what is done between: one exercise of each position.
    for (const exercise of onePerPosition) {
      const { frames } = synthesizeRecording(exercise, { repetitions: 1, wayIn: "walk", framesPerSecond: 10 });
      expect(trackingOf(referee(exercise, frames)), exercise.id).not.toContain("another_person");
    }
  });

  it("[TRK7] has its sides put right when they are taken for each other for some frames", () => {
    const marching = getExercise("marching");
    const { frames } = synthesizeRecording(marching, { repetitions: 6, framesPerSecond: 20 });
    const confused = frames.map((frame, i) => (i % 40 >= 10 && i % 40 < 20 ? swapped(frame) : frame));
    const sides = (of: readonly PoseFrame[]) => repetitionsIn(referee(marching, of)).map(({ side }) => side);
    expect(sides(frames)).toEqual(["left", "right", "left", "right", "left", "right"]);
    expect(sides(confused)).toEqual(sides(frames));
  });

  it("[TRK7] may turn round for good", () => {
    const [facing, away] = [squats({ viewDegrees: 20 }), squats({ viewDegrees: -160 })];
    const turned = facing.map((frame, i) => (frame.atMs > 7000 ? away[i]! : frame));
    expect(repetitionsIn(referee(squat, turned))).toHaveLength(4);
  });
});
