// Figures drawn over the therapist's pictures, room → therapist: image landmarks on the storage grid, one bundle per 1/15 s.
// u8 version · u32 epoch · u8 count, then per person: u8 slot · u8 flags · u32 session time · u16 aspect × 1000 · 33 × (i16 x, i16 y, u8 visibility).
import { LANDMARK_COUNT } from "../movement/landmarks.ts";
import type { PoseFrame } from "../movement/pose-frame.ts";

export const FIGURE_BUNDLE_VERSION = 1;
const HEAD_BYTES = 6;
const PERSON_HEAD_BYTES = 8;
const POINT_BYTES = 5;
const PERSON_BYTES = PERSON_HEAD_BYTES + POINT_BYTES * LANDMARK_COUNT;

/** Coordinates in 1/2048 of the picture, not mirrored; `seen` is false when nobody was found. */
export interface Figure {
  slot: number;
  atMs: number;
  seen: boolean;
  aspect: number;
  /** x, y of 33 landmarks */
  points: Int16Array;
  visibility: Uint8Array;
}
export interface FigureBundle {
  readonly epoch: number;
  readonly figures: readonly Figure[];
}
/** Whose body a frame shows. */
export interface FigureSource {
  readonly slot: number;
  readonly frame: PoseFrame;
}

/** What the last bundle was written in: memory outside the engine's heap for each, fifteen times a second and class, is much to give back. */
let view = new DataView(new ArrayBuffer(0));

/** Valid until the next call, which writes into the same memory. */
export function encodeFigureBundle(bundle: {
  readonly epoch: number;
  readonly figures: readonly FigureSource[];
}): Uint8Array {
  const length = HEAD_BYTES + PERSON_BYTES * bundle.figures.length;
  if (view.byteLength < length) view = new DataView(new ArrayBuffer(length));
  view.setUint8(0, FIGURE_BUNDLE_VERSION);
  view.setUint32(1, bundle.epoch, true);
  view.setUint8(5, bundle.figures.length);
  let at = HEAD_BYTES;
  for (const { slot, frame } of bundle.figures) {
    view.setUint8(at, slot);
    view.setUint8(at + 1, frame.hasImage ? 1 : 0);
    view.setUint32(at + 2, frame.atMs, true);
    view.setUint16(at + 6, Math.round(frame.aspect * 1000), true);
    for (let i = 0; i < LANDMARK_COUNT; i++) {
      const point = at + PERSON_HEAD_BYTES + POINT_BYTES * i;
      view.setInt16(point, frame.image[3 * i]!, true);
      view.setInt16(point + 2, frame.image[3 * i + 1]!, true);
      view.setUint8(point + 4, frame.visibility[i]!);
    }
    at += PERSON_BYTES;
  }
  return new Uint8Array(view.buffer, 0, length);
}

/** `undefined` for bytes that are no bundle of this version. */
export function decodeFigureBundle(bytes: Uint8Array): FigureBundle | undefined {
  if (bytes.byteLength < HEAD_BYTES || bytes[0] !== FIGURE_BUNDLE_VERSION) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint8(5);
  if (bytes.byteLength !== HEAD_BYTES + PERSON_BYTES * count) return undefined;
  const figures: Figure[] = [];
  for (let person = 0, at = HEAD_BYTES; person < count; person++, at += PERSON_BYTES) {
    const points = new Int16Array(2 * LANDMARK_COUNT);
    const visibility = new Uint8Array(LANDMARK_COUNT);
    for (let i = 0; i < LANDMARK_COUNT; i++) {
      const point = at + PERSON_HEAD_BYTES + POINT_BYTES * i;
      points[2 * i] = view.getInt16(point, true);
      points[2 * i + 1] = view.getInt16(point + 2, true);
      visibility[i] = view.getUint8(point + 4);
    }
    figures.push({
      slot: view.getUint8(at),
      seen: view.getUint8(at + 1) === 1,
      atMs: view.getUint32(at + 2, true),
      aspect: view.getUint16(at + 6, true) / 1000,
      points,
      visibility,
    });
  }
  return { epoch: view.getUint32(1, true), figures };
}
