// One seen body on the storage grid (1 mm, 1/2048 of the picture): everything that is counted, stored or replayed is counted
// from these integers, so that a replay sees exactly what the referee saw. Never mirrored: left is +x, down +y, towards the camera −z.
import { LANDMARK_COUNT } from "./landmarks.ts";

export type PoseSource = "camera" | "headset" | "simulated";

export const IMAGE_UNITS_PER_PICTURE = 2048;
export const WORLD_UNITS_PER_METRE = 1000;
/** Image landmarks may lie this far outside the picture (in pictures): −1…2. */
export const IMAGE_LOWEST = -1 * IMAGE_UNITS_PER_PICTURE;
export const IMAGE_HIGHEST = 2 * IMAGE_UNITS_PER_PICTURE;
const WORLD_LIMIT = 32_767;

export interface PoseFrame {
  /** Capture time on one monotonic clock, milliseconds. */
  atMs: number;
  source: PoseSource;
  /** Width ÷ height of the picture. */
  aspect: number;
  hasWorld: boolean;
  hasImage: boolean;
  /** x, y, z of 33 landmarks in millimetres, origin between the hips. */
  world: Int16Array;
  /** x, y, z of 33 landmarks in 1/2048 of the picture; x of its width, y of its height, z in units of x. */
  image: Int16Array;
  /** 0…255 for each landmark. */
  visibility: Uint8Array;
  /** 1 where the landmark was made up by the device (legs in a headset), not seen. */
  emulated: Uint8Array;
}

/** A body as an estimator gives it, before the grid; lists of 33 × (x, y, z), metres and pictures, and visibilities 0…1. */
export interface FloatPose {
  atMs: number;
  source: PoseSource;
  aspect: number;
  world?: ArrayLike<number> | undefined;
  image?: ArrayLike<number> | undefined;
  visibility?: ArrayLike<number> | undefined;
  emulated?: ArrayLike<number> | undefined;
}

export function createPoseFrame(): PoseFrame {
  return {
    atMs: 0,
    source: "camera",
    aspect: 1,
    hasWorld: false,
    hasImage: false,
    world: new Int16Array(3 * LANDMARK_COUNT),
    image: new Int16Array(3 * LANDMARK_COUNT),
    visibility: new Uint8Array(LANDMARK_COUNT),
    emulated: new Uint8Array(LANDMARK_COUNT),
  };
}

/**
 * Writes a body onto the grid. Out-of-range values are moved to the nearest grid end; a landmark that is not a number becomes
 * zero with visibility 0. A frame with neither world nor image landmarks means "nobody seen".
 */
export function snapToGrid(pose: FloatPose, into: PoseFrame): PoseFrame {
  into.atMs = pose.atMs;
  into.source = pose.source;
  into.aspect = pose.aspect;
  into.hasWorld = pose.world !== undefined;
  into.hasImage = pose.image !== undefined;
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    into.visibility[i] = snap(pose.visibility?.[i] ?? 1, 255, 0, 255);
    into.emulated[i] = pose.emulated?.[i] ? 1 : 0;
  }
  snapPoints(pose.world, into.world, WORLD_UNITS_PER_METRE, -WORLD_LIMIT, WORLD_LIMIT, into.visibility);
  snapPoints(pose.image, into.image, IMAGE_UNITS_PER_PICTURE, IMAGE_LOWEST, IMAGE_HIGHEST, into.visibility);
  return into;
}

export function copyPoseFrame(into: PoseFrame, from: PoseFrame): PoseFrame {
  into.atMs = from.atMs;
  into.source = from.source;
  into.aspect = from.aspect;
  into.hasWorld = from.hasWorld;
  into.hasImage = from.hasImage;
  into.world.set(from.world);
  into.image.set(from.image);
  into.visibility.set(from.visibility);
  into.emulated.set(from.emulated);
  return into;
}

function snapPoints(
  points: ArrayLike<number> | undefined,
  into: Int16Array,
  unitsPerOne: number,
  lowest: number,
  highest: number,
  visibility: Uint8Array,
): void {
  if (points === undefined) {
    into.fill(0);
    return;
  }
  for (let i = 0; i < into.length; i++) {
    const value = points[i];
    if (value === undefined || Number.isNaN(value)) {
      into[i] = 0;
      visibility[Math.floor(i / 3)] = 0;
    } else into[i] = snap(value, unitsPerOne, lowest, highest);
  }
}

function snap(value: number, unitsPerOne: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, Math.round(value * unitsPerOne))) || 0;
}
