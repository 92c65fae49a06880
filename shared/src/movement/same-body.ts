// Whether a frame still shows the body that was followed [TRK6, TRK7]: an estimator may jump to somebody else in the picture, and for
// moments take left for right.
import type { Vector } from "../geometry/vector.ts";
import type { BodyPoints } from "./body-points.ts";
import { LANDMARK, LANDMARK_COUNT, LANDMARK_NAMES } from "./landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame } from "./pose-frame.ts";

/** Plain JSON, so that a checkpoint restores it bit for bit. */
export interface SameBodyMemory {
  /** Capture time of the newest frame that was taken; −1 before. */
  takenMs: number;
  /** Of the newest frame with anybody in it. */
  seenMs: number;
  /** Middle of hips and shoulders in the picture, and the trunk's length there, in pictures high; size 0 where none was seen. */
  x: number;
  y: number;
  size: number;
  /** x, y, z of PAIRS, left and right. */
  points: number[];
  /** Since when another body is seen, or sides are the wrong way round; −1 while neither. */
  strangeSinceMs: number;
  swappedSinceMs: number;
}

/** Points that come in pairs and lie far enough apart to tell the sides. */
const PAIRS = ["Shoulder", "Hip", "Knee", "Ankle"].map(
  (part) => [LANDMARK[`left${part}` as "leftHip"], LANDMARK[`right${part}` as "rightHip"]] as const,
);
/** Every landmark's opposite; the nose's is itself. */
const OPPOSITE: readonly number[] = LANDMARK_NAMES.map((name) => {
  const opposite = /left/i.test(name)
    ? name.replace("left", "right").replace("Left", "Right")
    : name.replace("right", "left").replace("Right", "Left");
  return LANDMARK[opposite as keyof typeof LANDMARK] ?? LANDMARK[name];
});
/** Faster than this, in trunk lengths, nobody moves through the picture: one length at once and five a second. Project assumption. */
const JUMP_TRUNKS = 1;
const TRUNKS_PER_SECOND = 5;
/** Whoever is seen for this long instead is the person now. */
const STRANGER_TAKEN_MS = 1200;
/** After a gap this long anybody may be anywhere. */
const FORGOTTEN_MS = 500;
/** Sides are the wrong way round when the points then lie at most this part as far from where they were, and lie far from it as they are. */
const SWAPPED_SHARE = 0.5;
const SWAPPED_FROM_METRES = 0.1;
/** Whoever has turned round stays so. */
const SWAP_KEPT_MS = 800;

export function createSameBodyMemory(): SameBodyMemory {
  return {
    takenMs: -1,
    seenMs: -1,
    x: 0,
    y: 0,
    size: 0,
    points: Array.from({ length: 6 * PAIRS.length }, () => 0),
    strangeSinceMs: -1,
    swappedSinceMs: -1,
  };
}

/**
 * False when the frame shows somebody else: it is then not to be read. Puts sides that are the wrong way round right in `body`.
 * Mutates `memory`.
 */
export function recogniseBody(memory: SameBodyMemory, frame: PoseFrame, body: BodyPoints): boolean {
  const hasPlace = readPlace(frame);
  const elapsedMs = frame.atMs - memory.seenMs;
  const isForgotten = memory.takenMs < 0 || elapsedMs > FORGOTTEN_MS;
  memory.seenMs = frame.atMs;
  if (!isForgotten && hasPlace && isSomebodyElse(memory, elapsedMs)) {
    if (memory.strangeSinceMs < 0) memory.strangeSinceMs = frame.atMs;
    if (frame.atMs - memory.strangeSinceMs < STRANGER_TAKEN_MS) return false;
    take(memory, frame, body, hasPlace);
    return true;
  }
  if (!isForgotten && memory.strangeSinceMs < 0 && areSidesSwapped(memory, body)) {
    if (memory.swappedSinceMs < 0) memory.swappedSinceMs = frame.atMs;
    if (frame.atMs - memory.swappedSinceMs < SWAP_KEPT_MS) {
      swapSides(body);
      keep(memory, frame, body, hasPlace);
      return true;
    }
  }
  take(memory, frame, body, hasPlace);
  return true;
}

function take(memory: SameBodyMemory, frame: PoseFrame, body: BodyPoints, hasPlace: boolean): void {
  memory.swappedSinceMs = -1;
  keep(memory, frame, body, hasPlace);
}

/** `hasPlace`: `place` is this frame's. */
function keep(memory: SameBodyMemory, frame: PoseFrame, body: BodyPoints, hasPlace: boolean): void {
  memory.takenMs = frame.atMs;
  memory.strangeSinceMs = -1;
  if (hasPlace) {
    memory.x = place.x;
    memory.y = place.y;
    memory.size = place.size;
  }
  let at = 0;
  for (const pair of PAIRS) {
    for (const index of pair) {
      const point = body.points[index]!;
      memory.points[at++] = point.x;
      memory.points[at++] = point.y;
      memory.points[at++] = point.z;
    }
  }
}

function isSomebodyElse(memory: SameBodyMemory, elapsedMs: number): boolean {
  if (memory.size === 0) return false;
  const x = place.x - memory.x;
  const y = place.y - memory.y;
  const reach = memory.size * (JUMP_TRUNKS + (TRUNKS_PER_SECOND * elapsedMs) / 1000);
  return x * x + y * y > reach * reach;
}

const place = { x: 0, y: 0, size: 0 };

/** A trunk seen from its end is short in the picture: the shoulders' and the hips' widths count too. */
function readPlace({ hasImage, image, aspect }: PoseFrame): boolean {
  if (!hasImage) return false;
  const leftX = xInPicture(image, aspect, LANDMARK.leftShoulder);
  const leftY = yInPicture(image, LANDMARK.leftShoulder);
  const rightX = xInPicture(image, aspect, LANDMARK.rightShoulder);
  const rightY = yInPicture(image, LANDMARK.rightShoulder);
  const shouldersX = (leftX + rightX) / 2;
  const shouldersY = (leftY + rightY) / 2;
  const hipsX = (xInPicture(image, aspect, LANDMARK.leftHip) + xInPicture(image, aspect, LANDMARK.rightHip)) / 2;
  const hipsY = (yInPicture(image, LANDMARK.leftHip) + yInPicture(image, LANDMARK.rightHip)) / 2;
  const trunk = length(shouldersX - hipsX, shouldersY - hipsY);
  place.x = (shouldersX + hipsX) / 2;
  place.y = (shouldersY + hipsY) / 2;
  place.size = Math.max(trunk, length(leftX - rightX, leftY - rightY));
  return place.size > 0;
}

/** In pictures high. */
function xInPicture(image: Int16Array, aspect: number, index: number): number {
  return (image[3 * index]! / IMAGE_UNITS_PER_PICTURE) * aspect;
}

function yInPicture(image: Int16Array, index: number): number {
  return image[3 * index + 1]! / IMAGE_UNITS_PER_PICTURE;
}

function areSidesSwapped({ points }: SameBodyMemory, { points: now, seen }: BodyPoints): boolean {
  let same = 0;
  let swapped = 0;
  let pairs = 0;
  for (let i = 0; i < PAIRS.length; i++) {
    const [left, right] = PAIRS[i]!;
    if (!(seen[left]! & seen[right]!)) continue;
    pairs++;
    same += distance(points, 6 * i, now[left]!) + distance(points, 6 * i + 3, now[right]!);
    swapped += distance(points, 6 * i, now[right]!) + distance(points, 6 * i + 3, now[left]!);
  }
  return pairs >= 2 && same / (2 * pairs) > SWAPPED_FROM_METRES && swapped < SWAPPED_SHARE * same;
}

function swapSides({ points, seen }: BodyPoints): void {
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const other = OPPOSITE[i]!;
    if (other <= i) continue;
    const point = points[i]!;
    points[i] = points[other]!;
    points[other] = point;
    const wasSeen = seen[i]!;
    seen[i] = seen[other]!;
    seen[other] = wasSeen;
  }
}

function distance(points: readonly number[], at: number, { x, y, z }: Vector): number {
  const dx = points[at]! - x;
  const dy = points[at + 1]! - y;
  const dz = points[at + 2]! - z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
