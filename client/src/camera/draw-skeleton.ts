// Draws a figure over a picture: rounded bones, dashed where the estimate is unsure, a ring for the head and no face.
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import { type CoverMapping, coverMapping } from "./cover-mapping.ts";

/** Image points in 1/2048 of the picture, `stride` numbers a landmark, x and y first. */
export interface DrawnBody {
  readonly points: ArrayLike<number>;
  readonly stride: 2 | 3;
  readonly visibility: ArrayLike<number>;
  readonly aspect: number;
}

export interface SkeletonLook {
  /** True over one's own picture, which is shown as in a mirror. */
  readonly mirrored: boolean;
  readonly colour: string;
  readonly outline: string;
}

export const OWN_SKELETON: SkeletonLook = { mirrored: true, colour: "#f6efe3", outline: "#0f2a33" };

const { leftShoulder, rightShoulder, leftElbow, rightElbow, leftWrist, rightWrist, leftIndex, rightIndex } = LANDMARK;
const { leftHip, rightHip, leftKnee, rightKnee, leftAnkle, rightAnkle, leftHeel, rightHeel } = LANDMARK;
const { leftFootIndex, rightFootIndex, leftEar, rightEar, nose } = LANDMARK;

/** The far side may be hidden by the near one; drawing the trunk first keeps limbs on top. */
export const BONES: readonly (readonly [number, number])[] = [
  [leftShoulder, rightShoulder],
  [leftHip, rightHip],
  [leftShoulder, leftHip],
  [rightShoulder, rightHip],
  [leftHip, leftKnee],
  [rightHip, rightKnee],
  [leftKnee, leftAnkle],
  [rightKnee, rightAnkle],
  [leftAnkle, leftHeel],
  [rightAnkle, rightHeel],
  [leftHeel, leftFootIndex],
  [rightHeel, rightFootIndex],
  [leftShoulder, leftElbow],
  [rightShoulder, rightElbow],
  [leftElbow, leftWrist],
  [rightElbow, rightWrist],
  [leftWrist, leftIndex],
  [rightWrist, rightIndex],
];
/** 0…255: below, a bone is not drawn at all. */
const GUESSED_FROM = 51;
/** 0…255: below, a bone is dashed. */
const SURE_FROM = 153;
/** Width of a bone in box heights, with its limits in pixels. */
const BONE_WIDTH = 0.011;

export function bodyOfFrame(frame: PoseFrame): DrawnBody | undefined {
  if (!frame.hasImage) return undefined;
  return { points: frame.image, stride: 3, visibility: frame.visibility, aspect: frame.aspect };
}

export function bodyOfFigure(figure: Figure): DrawnBody | undefined {
  if (!figure.seen) return undefined;
  return { points: figure.points, stride: 2, visibility: figure.visibility, aspect: figure.aspect };
}

/** Fits the canvas to its place on screen, clears it and draws; without a body it stays empty. */
export function drawSkeleton(canvas: HTMLCanvasElement, body: DrawnBody | undefined, look: SkeletonLook): void {
  const { width, height, ratio } = sizeOfPlace(canvas);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null || width === 0 || height === 0) return;
  context.clearRect(0, 0, width, height);
  if (body === undefined) return;
  const mapping = coverMapping(body.aspect, width, height, look.mirrored);
  const boneWidth = Math.max(2.5 * ratio, Math.min(9 * ratio, BONE_WIDTH * Math.min(height, width)));
  strokeBody(context, body, mapping, boneWidth + 2.5 * ratio, look.outline);
  strokeBody(context, body, mapping, boneWidth, look.colour);
}

/** Whether the canvas has as many pixels as its place on screen. */
export function fitsItsPlace(canvas: HTMLCanvasElement): boolean {
  const { width, height } = sizeOfPlace(canvas);
  return canvas.width === width && canvas.height === height;
}

function sizeOfPlace(canvas: HTMLCanvasElement): { width: number; height: number; ratio: number } {
  const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
  return { width: Math.round(canvas.clientWidth * ratio), height: Math.round(canvas.clientHeight * ratio), ratio };
}

function strokeBody(
  context: CanvasRenderingContext2D,
  body: DrawnBody,
  mapping: CoverMapping,
  boneWidth: number,
  colour: string,
): void {
  const at = (index: number) => place(body, index, mapping);
  context.strokeStyle = colour;
  context.lineWidth = boneWidth;
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const [from, to] of BONES) {
    const sureness = Math.min(body.visibility[from] ?? 0, body.visibility[to] ?? 0);
    if (sureness < GUESSED_FROM) continue;
    context.setLineDash(sureness < SURE_FROM ? [boneWidth * 0.01, boneWidth * 2.2] : []);
    const [startX, startY] = at(from);
    const [endX, endY] = at(to);
    context.beginPath();
    context.moveTo(startX, startY);
    context.lineTo(endX, endY);
    context.stroke();
  }
  context.setLineDash([]);
  if ((body.visibility[nose] ?? 0) < GUESSED_FROM) return;
  const head = headRing(at(leftEar), at(rightEar), at(nose), at(leftShoulder), at(rightShoulder));
  context.beginPath();
  context.arc(head.x, head.y, head.radius, 0, 2 * Math.PI);
  context.stroke();
}

function place(body: DrawnBody, index: number, mapping: CoverMapping): [number, number] {
  const x = (body.points[body.stride * index] ?? 0) / IMAGE_UNITS_PER_PICTURE;
  const y = (body.points[body.stride * index + 1] ?? 0) / IMAGE_UNITS_PER_PICTURE;
  return [mapping.offsetX + mapping.scaleX * x, mapping.offsetY + mapping.scaleY * y];
}

type Place = readonly [number, number];

/** Ears lie close together seen from the side: the height over the shoulders says how big the head is. */
export function headRing(earA: Place, earB: Place, noseAt: Place, shoulderA: Place, shoulderB: Place) {
  const x = (earA[0] + earB[0] + noseAt[0]) / 3;
  const y = (earA[1] + earB[1] + noseAt[1]) / 3;
  const neck = Math.hypot(x - (shoulderA[0] + shoulderB[0]) / 2, y - (shoulderA[1] + shoulderB[1]) / 2);
  return { x, y, radius: 0.5 * neck };
}
