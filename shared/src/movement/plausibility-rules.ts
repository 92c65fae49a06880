// Frames that no body can have made are refused before anything is counted or stored [PLA].
import { LANDMARK, LANDMARK_COUNT } from "./landmarks.ts";
import { IMAGE_HIGHEST, IMAGE_LOWEST, type PoseFrame } from "./pose-frame.ts";

export type FrameRefusal =
  | "frame/not_a_time"
  | "frame/time_not_increasing"
  | "frame/impossible_picture"
  | "frame/out_of_range"
  | "frame/points_identical"
  | "frame/impossible_body";

/** No bone of a person reaches one metre, no two landmarks lie three metres apart (a 2.3 m person with arms raised is below it). */
const LONGEST_BONE_MM = 1000;
const WIDEST_BODY_MM = 3000;

/** Pairs of landmarks whose distance a body keeps. */
export const BONES: readonly (readonly [number, number])[] = [
  [LANDMARK.leftShoulder, LANDMARK.leftElbow],
  [LANDMARK.leftElbow, LANDMARK.leftWrist],
  [LANDMARK.rightShoulder, LANDMARK.rightElbow],
  [LANDMARK.rightElbow, LANDMARK.rightWrist],
  [LANDMARK.leftHip, LANDMARK.leftKnee],
  [LANDMARK.leftKnee, LANDMARK.leftAnkle],
  [LANDMARK.rightHip, LANDMARK.rightKnee],
  [LANDMARK.rightKnee, LANDMARK.rightAnkle],
  [LANDMARK.leftShoulder, LANDMARK.rightShoulder],
  [LANDMARK.leftHip, LANDMARK.rightHip],
  [LANDMARK.leftShoulder, LANDMARK.leftHip],
  [LANDMARK.rightShoulder, LANDMARK.rightHip],
];

/** Both ends of the one, then of the next: read for every frame. */
const BONE_ENDS = Uint8Array.from(BONES.flat());

/** `previous` is the last accepted frame, if any. Returns why the frame cannot be, or undefined. */
export function judgeFrame(previous: PoseFrame | undefined, frame: PoseFrame): FrameRefusal | undefined {
  if (!Number.isFinite(frame.atMs) || frame.atMs < 0) return "frame/not_a_time";
  if (previous !== undefined && frame.atMs <= previous.atMs) return "frame/time_not_increasing";
  if (!(frame.aspect >= 0.2 && frame.aspect <= 5)) return "frame/impossible_picture";
  if (frame.hasImage) {
    // Depth has no picture edge: only x and y are bounded.
    for (let i = 0; i < 3 * LANDMARK_COUNT; i += 3)
      if (isOutside(frame.image[i]!) || isOutside(frame.image[i + 1]!)) return "frame/out_of_range";
    if (allIdentical(frame.image)) return "frame/points_identical";
  }
  if (frame.hasWorld) {
    if (allIdentical(frame.world)) return "frame/points_identical";
    if (!couldBeABody(frame.world)) return "frame/impossible_body";
  }
  return undefined;
}

function isOutside(value: number): boolean {
  return value < IMAGE_LOWEST || value > IMAGE_HIGHEST;
}

function couldBeABody(world: Int16Array): boolean {
  for (let i = 0; i < BONE_ENDS.length; i += 2) {
    const squaredLength = squaredDistance(world, BONE_ENDS[i]!, BONE_ENDS[i + 1]!);
    if (squaredLength > LONGEST_BONE_MM * LONGEST_BONE_MM) return false;
  }
  for (let axis = 0; axis < 3; axis++) {
    let lowest = world[axis]!;
    let highest = lowest;
    for (let i = axis; i < world.length; i += 3) {
      const value = world[i]!;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
    if (highest - lowest > WIDEST_BODY_MM) return false;
  }
  return true;
}

function allIdentical(points: Int16Array): boolean {
  for (let i = 3; i < points.length; i++) if (points[i] !== points[i % 3]) return false;
  return true;
}

function squaredDistance(world: Int16Array, a: number, b: number): number {
  const x = world[3 * a]! - world[3 * b]!;
  const y = world[3 * a + 1]! - world[3 * b + 1]!;
  const z = world[3 * a + 2]! - world[3 * b + 2]!;
  return x * x + y * y + z * z;
}
