// The landmarks of one frame as right-handed points: x = the person's left when facing the camera, y = up, z = towards the camera.
// World landmarks in metres; where they are missing, the picture's own in units of its width.
import { createVector, type Vector } from "../geometry/vector.ts";
import { LANDMARK_COUNT } from "./landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame, WORLD_UNITS_PER_METRE } from "./pose-frame.ts";

/**
 * Depth in a picture is drawn longer than it is: MediaPipe's users found it so (github.com/google-ai-edge/mediapipe, issues 1988 and 3818),
 * and shortened to this the bones of people on video keep their lengths best, from wherever they are seen (docs/accuracy.md).
 */
export const PICTURE_DEPTH = 0.3;

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
  const unitZ = frame.hasWorld ? unit : unit * PICTURE_DEPTH;
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const point = points[i]!;
    point.x = from[3 * i]! * unit;
    point.y = -from[3 * i + 1]! * unitY;
    point.z = -from[3 * i + 2]! * unitZ;
    seen[i] = frame.visibility[i]! >= VISIBLE_FROM && frame.emulated[i] === 0 ? 1 : 0;
  }
  return true;
}
