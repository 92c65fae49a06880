// The landmarks of one frame as right-handed points: x = the person's left when facing the camera, y = up, z = towards the camera.
// World landmarks in metres; where they are missing, the picture's own in units of its width.
import { createVector, type Vector } from "../geometry/vector.ts";
import { LANDMARK_COUNT } from "./landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame, WORLD_UNITS_PER_METRE } from "./pose-frame.ts";

/** A landmark below this is taken as not seen. Project assumption. */
export const VISIBLE_FROM = 128;

export interface BodyPoints {
  points: Vector[];
  seen: Uint8Array;
}

export function createBodyPoints(): BodyPoints {
  return { points: Array.from({ length: LANDMARK_COUNT }, () => createVector()), seen: new Uint8Array(LANDMARK_COUNT) };
}

/** Fills the points; false when the frame holds nobody. Emulated landmarks count as not seen. */
export function readBodyPoints(frame: PoseFrame, into: BodyPoints): boolean {
  if (!frame.hasWorld && !frame.hasImage) return false;
  const { points, seen } = into;
  const from = frame.hasWorld ? frame.world : frame.image;
  const unit = frame.hasWorld ? 1 / WORLD_UNITS_PER_METRE : 1 / IMAGE_UNITS_PER_PICTURE;
  const unitY = frame.hasWorld ? unit : unit / frame.aspect;
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const point = points[i]!;
    point.x = from[3 * i]! * unit;
    point.y = -from[3 * i + 1]! * unitY;
    point.z = -from[3 * i + 2]! * unit;
    seen[i] = frame.visibility[i]! >= VISIBLE_FROM && frame.emulated[i] === 0 ? 1 : 0;
  }
  return true;
}
