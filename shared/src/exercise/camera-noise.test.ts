import { describe, expect, it } from "vitest";
import { getExercise } from "../../test/exercise-library.ts";
import { createBodyPoints, readBodyPoints } from "../movement/body-points.ts";
import { createClinicalAngles, readClinicalAngles } from "../movement/clinical-angles.ts";
import { LANDMARK, LANDMARK_COUNT } from "../movement/landmarks.ts";
import { angleIndex } from "../movement/motion.ts";
import { judgeFrame } from "../movement/plausibility-rules.ts";
import { createPoseFrame, snapToGrid } from "../movement/pose-frame.ts";
import { BODY_LINES, placeBodyLines, readBodyLines, stretchBody } from "./body-lines.ts";
import { applyCameraNoise, createCameraNoise } from "./camera-noise.ts";
import { demonstrateExercise } from "./demonstrate.ts";
import { createReferenceBody, poseReferenceBody, writeWorldLandmarks } from "./forward-kinematics.ts";
import { synthesizeRecording } from "./synthesize.ts";
import type { SyntheticOptions } from "./synthetic-recording.ts";

function squatting(viewDegrees: number, phase = 0.45): Float64Array {
  const world = new Float64Array(3 * LANDMARK_COUNT);
  const angles = demonstrateExercise(getExercise("squat"), { phase, side: "both" });
  writeWorldLandmarks(poseReferenceBody(angles, 1.7, createReferenceBody()), viewDegrees, world);
  return world;
}

function kneeFlexion(world: Float64Array, side: "left" | "right"): number {
  const [points, angles] = [createBodyPoints(), createClinicalAngles()];
  readBodyPoints(snapToGrid({ atMs: 0, source: "simulated", aspect: 1, world }, createPoseFrame()), points);
  readClinicalAngles(points, angles);
  return angles.degrees[angleIndex("kneeFlexion", side)]!;
}

/** The wrist's place in each of many frames of somebody who stands still. */
function wrists(side: "left" | "right", seed: number, framesPerSecond: number, frames: number) {
  const noise = createCameraNoise(seed);
  const exact = squatting(85, 0);
  const [world, visibility] = [new Float64Array(exact.length), new Float64Array(LANDMARK_COUNT)];
  const at = LANDMARK[`${side}Wrist`];
  return Array.from({ length: frames }, () => {
    applyCameraNoise(noise, exact, 85, 1000 / framesPerSecond, world, visibility);
    return { x: world[3 * at]!, error: distance(world, exact, at), visibility: visibility[at]! };
  });
}

const distance = (a: Float64Array, b: Float64Array, landmark: number) =>
  Math.hypot(...[0, 1, 2].map((axis) => a[3 * landmark + axis]! - b[3 * landmark + axis]!));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe("a body as lines", () => {
  it("comes back from its lines point for point", () => {
    const exact = squatting(30);
    const [lines, again] = [new Float64Array(3 * BODY_LINES.length), new Float64Array(exact.length)];
    readBodyLines(exact, lines);
    placeBodyLines(lines, exact, again);
    again.forEach((value, i) => void expect(value).toBeCloseTo(exact[i]!, 12));
  });

  it("keeps its angles in other proportions, and reaches as much further down as its legs are longer", () => {
    const exact = squatting(60);
    const longer = exact.slice();
    const further = stretchBody(longer, { legs: 1.1, arms: 0.9, trunk: 1, width: 1.2 });
    expect(kneeFlexion(longer, "left")).toBeCloseTo(kneeFlexion(exact, "left"), 0);
    expect(further).toBeGreaterThan(0.02);
    const shin = (points: Float64Array) =>
      Math.hypot(
        ...[0, 1, 2].map((axis) => points[3 * LANDMARK.leftAnkle + axis]! - points[3 * LANDMARK.leftKnee + axis]!),
      );
    expect(shin(longer) / shin(exact)).toBeCloseTo(1.1, 9);
  });
});

describe("the pose model's noise", () => {
  const make = (options: Partial<SyntheticOptions>) =>
    synthesizeRecording(getExercise("squat"), { repetitions: 1, camera: "mediapipe", framesPerSecond: 15, ...options })
      .frames;

  it("is the same bits for the same seed and others for another", () => {
    expect(make({ seed: 4 })).toEqual(make({ seed: 4 }));
    expect(make({ seed: 4 })[9]!.world).not.toEqual(make({ seed: 5 })[9]!.world);
  });

  it("leaves bodies that could be, from every side", () => {
    for (const viewDegrees of [-180, -90, -30, 0, 60, 120]) {
      const frames = make({ viewDegrees, wayIn: "walk" });
      frames.forEach((frame, i) => void expect(judgeFrame(frames[i - 1], frame)).toBeUndefined());
    }
  });

  it("is greater, and visibility lower, of the arm behind the body", () => {
    const [near, far] = (["left", "right"] as const).map((side) =>
      Array.from({ length: 30 }, (_, seed) => wrists(side, seed, 15, 10)).flat(),
    );
    expect(mean(far!.map(({ error }) => error))).toBeGreaterThan(1.2 * mean(near!.map(({ error }) => error)));
    expect(mean(near!.map(({ visibility }) => visibility))).toBeGreaterThan(0.8);
    expect(mean(far!.map(({ visibility }) => visibility))).toBeLessThan(0.5);
  });

  it("stays with a person more than it trembles, and is as great at every frame rate", () => {
    const persons = Array.from({ length: 60 }, (_, seed) => wrists("left", seed, 30, 2).map(({ x }) => x));
    const step = deviation(persons.map(([first, second]) => second! - first!));
    expect(deviation(persons.map(([first]) => first!))).toBeGreaterThan(2 * step);
    const spread = (framesPerSecond: number) =>
      deviation(
        Array.from({ length: 200 }, (_, seed) => wrists("left", seed, framesPerSecond, framesPerSecond)).map(
          (frames) => frames.at(-1)!.x,
        ),
      );
    expect(spread(8) / spread(60)).toBeGreaterThan(0.75);
    expect(spread(8) / spread(60)).toBeLessThan(1.33);
  });
});
