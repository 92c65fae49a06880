// Turns a body that moves over time into pose frames as a camera would give them, with seeded noise.
import { cosine, RADIANS_PER_DEGREE, sine } from "../geometry/trigonometry.ts";
import { LANDMARK, LANDMARK_COUNT } from "../movement/landmarks.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "../movement/pose-frame.ts";
import { type Proportions, stretchBody } from "./body-lines.ts";
import { applyCameraNoise, createCameraNoise } from "./camera-noise.ts";
import type { JointAngles, Position } from "./exercise.ts";
import { createReferenceBody, poseReferenceBody, writeWorldLandmarks } from "./forward-kinematics.ts";
import { type BodyPlace, projectLandmarks } from "./pinhole-camera.ts";
import { createSeededRandom, nextNormal } from "./seeded-random.ts";
import { SKELETON } from "./skeleton.ts";

/** What stays where it is while the rest moves: the feet that carry, the pelvis of somebody who lies or kneels, the hands on a bar. */
export type Anchor = "feet" | "pelvis" | "hands";

const ANCHORS: Readonly<Partial<Record<Position, Anchor>>> = {
  longSitting: "pelvis",
  supine: "pelvis",
  prone: "pelvis",
  sideLying: "pelvis",
  quadruped: "pelvis",
  kneeling: "pelvis",
  hanging: "hands",
};

export function anchorOf(position: Position): Anchor {
  return ANCHORS[position] ?? "feet";
}

/** Whoever lies is long and low, whoever hangs is tall: they are further from the camera. Project assumption. */
const NEEDS_ROOM: ReadonlySet<Position> = new Set<Position>([
  "longSitting",
  "supine",
  "prone",
  "sideLying",
  "quadruped",
  "kneeling",
  "halfKneeling",
  "plank",
  "hanging",
]);
const FURTHER_METRES = 1.4;

/** Behind the usual place, metres; `isOverhead`: with the hands above the head. */
export function distanceBehindOf(position: Position, isOverhead: boolean): number {
  return isOverhead || NEEDS_ROOM.has(position) ? FURTHER_METRES : 0;
}

/** A body at one moment and where its feet stand. */
export interface BodyMoment {
  angles: JointAngles;
  anchor: Anchor;
  viewDegrees: number;
  xMetres: number;
  zMetres: number;
}

export interface SamplingOptions {
  framesPerSecond: number;
  startMs: number;
  durationMs: number;
  statureMetres: number;
  /** The reference body's where it is missing. */
  proportions?: Proportions | undefined;
  aspect: number;
  /** mediapipe: as the shipped pose model sees it (camera-noise.ts). */
  camera: "exact" | "mediapipe";
  /** Standard deviation of a trembling of every coordinate, besides. */
  noiseMetres: number;
  seed: number;
}

/** `bodyAt` is asked for the body at each capture time (milliseconds from the start) and may reuse what it returns. */
export function sampleFrames(bodyAt: (ms: number) => BodyMoment, options: SamplingOptions): PoseFrame[] {
  const random = createSeededRandom(options.seed);
  const noise = options.camera === "mediapipe" ? createCameraNoise(options.seed) : undefined;
  const body = createReferenceBody();
  const exact = new Float64Array(3 * LANDMARK_COUNT);
  const world = new Float64Array(3 * LANDMARK_COUNT);
  const image = new Float64Array(3 * LANDMARK_COUNT);
  const visibility = new Float64Array(LANDMARK_COUNT).fill(1);
  const count = Math.floor((options.durationMs * options.framesPerSecond) / 1000) + 1;
  const frames: PoseFrame[] = [];
  const place: BodyPlace = { xMetres: 0, hipHeightMetres: 0, zMetres: 0 };
  for (let i = 0; i < count; i++) {
    const ms = (i * 1000) / options.framesPerSecond;
    const moment = bodyAt(ms);
    poseReferenceBody(moment.angles, options.statureMetres, body);
    writeWorldLandmarks(body, moment.viewDegrees, exact);
    const longer = options.proportions === undefined ? 0 : stretchBody(exact, options.proportions);
    placeBody(exact, options.statureMetres, moment, body.hipHeightMetres + longer, place);
    if (noise === undefined) world.set(exact);
    else applyCameraNoise(noise, exact, moment.viewDegrees, 1000 / options.framesPerSecond, world, visibility);
    if (options.noiseMetres > 0) {
      for (let k = 0; k < world.length; k++) world[k] = world[k]! + options.noiseMetres * nextNormal(random);
    }
    projectLandmarks(world, place, options.aspect, image);
    frames.push(
      snapToGrid(
        { atMs: options.startMs + ms, source: "simulated", aspect: options.aspect, world, image, visibility },
        createPoseFrame(),
      ),
    );
  }
  return frames;
}

/** A foot this much above the other carries nothing. */
const LIFTED_METRES = 0.15;

/** Above the floor, as a part of stature: whoever hangs has the arms overhead and the feet just off the ground. Project assumption. */
export const BAR_HEIGHT = 1.22;

function placeBody(
  world: Float64Array,
  statureMetres: number,
  moment: BodyMoment,
  hipHeightMetres: number,
  into: BodyPlace,
): void {
  into.xMetres = moment.xMetres;
  into.zMetres = moment.zMetres;
  into.hipHeightMetres = hipHeightMetres;
  if (moment.anchor === "pelvis") return;
  if (moment.anchor === "feet") {
    standOnFeet(world, statureMetres, moment, into);
    return;
  }
  const [left, right] = [3 * LANDMARK.leftWrist, 3 * LANDMARK.rightWrist];
  into.hipHeightMetres = BAR_HEIGHT * statureMetres + (world[left + 1]! + world[right + 1]!) / 2;
}

/** The feet that carry stay where they stood: a squat moves the hips back, sitting moves them further. */
function standOnFeet(world: Float64Array, statureMetres: number, moment: BodyMoment, into: BodyPlace): void {
  const left = 3 * LANDMARK.leftAnkle;
  const right = 3 * LANDMARK.rightAnkle;
  const lowest = Math.max(world[left + 1]!, world[right + 1]!);
  const halfWidth = (SKELETON.hipWidth / 2) * statureMetres;
  const across = halfWidth * cosine(moment.viewDegrees * RADIANS_PER_DEGREE);
  const ahead = halfWidth * sine(moment.viewDegrees * RADIANS_PER_DEGREE);
  let weight = 0;
  let x = 0;
  let z = 0;
  for (const [ankle, side] of [[left, 1] as const, [right, -1] as const]) {
    const carries = Math.max(0, 1 - (lowest - world[ankle + 1]!) / LIFTED_METRES);
    weight += carries;
    x += carries * (world[ankle]! - side * across);
    z += carries * (-world[ankle + 2]! - side * ahead);
  }
  into.xMetres = moment.xMetres - x / weight;
  into.zMetres = moment.zMetres - z / weight;
}
