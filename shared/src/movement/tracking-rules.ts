// Whether the body can be followed, and if not, the one thing to do about it [TRK].
import type { BodyPoints } from "./body-points.ts";
import { LANDMARK } from "./landmarks.ts";
import { isCentralMotion, type Motion } from "./motion.ts";
import type { Tracking, TrackingReason } from "./movement-fact.ts";
import type { MovementRule } from "./movement-rule.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame } from "./pose-frame.ts";

/** A change is told after it has lasted this long. */
const TRACKING_PERSISTS_MS = 600;
/** Shoulders to hips as a part of the picture's height. Project assumption for a camera at 1.5 to 5 m. */
const TOO_CLOSE = 0.55;
const TOO_FAR = 0.06;

export interface TrackingMemory {
  tracking: Tracking;
  reason: TrackingReason;
  nextReason: TrackingReason;
  nextSinceMs: number;
}

export function createTrackingMemory(): TrackingMemory {
  return { tracking: "lost", reason: "nobody_seen", nextReason: "nobody_seen", nextSinceMs: 0 };
}

/** The landmarks without which the exercise cannot be counted. */
export function neededLandmarks(rule: MovementRule): readonly number[] {
  const needed = new Set<number>([LANDMARK.leftShoulder, LANDMARK.rightShoulder, LANDMARK.leftHip, LANDMARK.rightHip]);
  for (const index of limbsOf(rule.repetition.motion)) needed.add(index);
  return [...needed].sort((a, b) => a - b);
}

/** `signalKnown`: the counted angle can be read all the same (the far knee is hidden from the side, the near one is enough). */
export function judgeTracking(
  frame: PoseFrame,
  body: BodyPoints,
  needed: readonly number[],
  signalKnown: boolean,
): TrackingReason {
  if (!frame.hasWorld && !frame.hasImage) return "nobody_seen";
  let hidden = 0;
  let outside: TrackingReason | undefined;
  for (const index of needed) {
    if (body.seen[index] === 0) hidden++;
    if (frame.hasImage && isOutside(frame, index)) outside ??= placeOf(index);
  }
  if (frame.hasImage) {
    const torso = torsoShareOfPicture(frame);
    if (torso > TOO_CLOSE) return "too_close";
    if (torso < TOO_FAR) return "too_far";
  }
  if (outside !== undefined) return outside;
  if (hidden === needed.length) return "nobody_seen";
  return signalKnown ? "seen" : "joints_hidden";
}

/** Returns true when the told state changes with this frame. Mutates `memory`. */
export function advanceTracking(memory: TrackingMemory, reason: TrackingReason, atMs: number): boolean {
  if (reason === memory.reason) {
    memory.nextReason = reason;
    return false;
  }
  if (reason !== memory.nextReason) {
    memory.nextReason = reason;
    memory.nextSinceMs = atMs;
  }
  if (atMs - memory.nextSinceMs < TRACKING_PERSISTS_MS) return false;
  memory.reason = reason;
  memory.tracking = trackingOf(reason);
  return true;
}

export function trackingOf(reason: TrackingReason): Tracking {
  if (reason === "seen") return "good";
  return reason === "nobody_seen" || reason === "out_of_picture" ? "lost" : "partial";
}

function limbsOf(motion: Motion): readonly number[] {
  if (isCentralMotion(motion)) return motion.startsWith("neck") ? [LANDMARK.leftEar, LANDMARK.rightEar] : [];
  if (motion.startsWith("hip")) return [LANDMARK.leftKnee, LANDMARK.rightKnee];
  if (motion.startsWith("knee")) {
    return [LANDMARK.leftKnee, LANDMARK.rightKnee, LANDMARK.leftAnkle, LANDMARK.rightAnkle];
  }
  if (motion.startsWith("ankle")) {
    return [LANDMARK.leftAnkle, LANDMARK.rightAnkle, LANDMARK.leftFootIndex, LANDMARK.rightFootIndex];
  }
  if (motion === "elbowFlexion" || motion === "shoulderRotation") {
    return [LANDMARK.leftElbow, LANDMARK.rightElbow, LANDMARK.leftWrist, LANDMARK.rightWrist];
  }
  return [LANDMARK.leftElbow, LANDMARK.rightElbow];
}

function placeOf(index: number): TrackingReason {
  if (index >= LANDMARK.leftKnee) return "feet_out_of_picture";
  return index >= LANDMARK.leftElbow && index <= LANDMARK.rightThumb ? "hands_out_of_picture" : "out_of_picture";
}

function isOutside(frame: PoseFrame, index: number): boolean {
  const x = frame.image[3 * index]!;
  const y = frame.image[3 * index + 1]!;
  return x < 0 || y < 0 || x > IMAGE_UNITS_PER_PICTURE || y > IMAGE_UNITS_PER_PICTURE;
}

function torsoShareOfPicture({ image, aspect }: PoseFrame): number {
  const x = image[3 * LANDMARK.leftShoulder]! + image[3 * LANDMARK.rightShoulder]!;
  const y = image[3 * LANDMARK.leftShoulder + 1]! + image[3 * LANDMARK.rightShoulder + 1]!;
  const dx = (x - image[3 * LANDMARK.leftHip]! - image[3 * LANDMARK.rightHip]!) * aspect;
  const dy = y - image[3 * LANDMARK.leftHip + 1]! - image[3 * LANDMARK.rightHip + 1]!;
  return Math.sqrt(dx * dx + dy * dy) / (2 * IMAGE_UNITS_PER_PICTURE);
}
