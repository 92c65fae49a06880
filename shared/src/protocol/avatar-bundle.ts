// What avatars of the others need, room → clients, one bundle per 1/15 s: about 70 bytes a person, no face, no landmark.
// u8 version · u32 epoch · u8 count, then per person: u8 slot · u8 flags · u32 session time · u8 hip height · 16 × u32 rotation (smallest three).
import { AVATAR_SEGMENT_COUNT, type AvatarPose, createAvatarPose } from "../movement/avatar-pose.ts";

export const AVATAR_BUNDLE_VERSION = 1;
const HEAD_BYTES = 6;
const PERSON_BYTES = 1 + 1 + 4 + 1 + 4 * AVATAR_SEGMENT_COUNT;
const HIP_UNITS = 128;
/** The three smaller parts of a unit quaternion lie within ±1/√2; ten bits each. */
const LIMIT = Math.SQRT1_2;
const STEPS = 1023;

/** One person's avatar at a moment. `slot` is the participant's mark. */
export interface AvatarSample {
  slot: number;
  /** Session time of the frame, milliseconds. */
  atMs: number;
  pose: AvatarPose;
}
export interface AvatarBundle {
  readonly epoch: number;
  readonly avatars: readonly AvatarSample[];
}

/** What the last bundle was written in: memory outside the engine's heap for each, fifteen times a second and class, is much to give back. */
let view = new DataView(new ArrayBuffer(0));

/** Valid until the next call, which writes into the same memory. */
export function encodeAvatarBundle(bundle: AvatarBundle): Uint8Array {
  const length = HEAD_BYTES + PERSON_BYTES * bundle.avatars.length;
  if (view.byteLength < length) view = new DataView(new ArrayBuffer(length));
  view.setUint8(0, AVATAR_BUNDLE_VERSION);
  view.setUint32(1, bundle.epoch, true);
  view.setUint8(5, bundle.avatars.length);
  let at = HEAD_BYTES;
  for (const { slot, atMs, pose } of bundle.avatars) {
    view.setUint8(at, slot);
    view.setUint8(at + 1, pose.tracked ? 1 : 0);
    view.setUint32(at + 2, atMs, true);
    view.setUint8(at + 6, Math.max(0, Math.min(255, Math.round(pose.hipHeight * HIP_UNITS))));
    for (let i = 0; i < AVATAR_SEGMENT_COUNT; i++)
      view.setUint32(at + 7 + 4 * i, packRotation(pose.rotations, 4 * i), true);
    at += PERSON_BYTES;
  }
  return new Uint8Array(view.buffer, 0, length);
}

/** `undefined` for bytes that are no bundle of this version. */
export function decodeAvatarBundle(bytes: Uint8Array): AvatarBundle | undefined {
  if (bytes.byteLength < HEAD_BYTES || bytes[0] !== AVATAR_BUNDLE_VERSION) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint8(5);
  if (bytes.byteLength !== HEAD_BYTES + PERSON_BYTES * count) return undefined;
  const avatars: AvatarSample[] = [];
  for (let person = 0, at = HEAD_BYTES; person < count; person++, at += PERSON_BYTES) {
    const pose = createAvatarPose();
    pose.tracked = view.getUint8(at + 1) === 1;
    pose.hipHeight = view.getUint8(at + 6) / HIP_UNITS;
    for (let i = 0; i < AVATAR_SEGMENT_COUNT; i++)
      unpackRotation(view.getUint32(at + 7 + 4 * i, true), pose.rotations, 4 * i);
    avatars.push({ slot: view.getUint8(at), atMs: view.getUint32(at + 2, true), pose });
  }
  return { epoch: view.getUint32(1, true), avatars };
}

function packRotation(rotations: Float64Array, at: number): number {
  const x = rotations[at]!;
  const y = rotations[at + 1]!;
  const z = rotations[at + 2]!;
  const w = rotations[at + 3]!;
  let largest = x;
  let which = 0;
  if (Math.abs(y) > Math.abs(largest)) {
    largest = y;
    which = 1;
  }
  if (Math.abs(z) > Math.abs(largest)) {
    largest = z;
    which = 2;
  }
  if (Math.abs(w) > Math.abs(largest)) {
    largest = w;
    which = 3;
  }
  const sign = largest < 0 ? -1 : 1;
  const first = packPart(sign * (which === 0 ? y : x));
  const second = packPart(sign * (which <= 1 ? z : y));
  const third = packPart(sign * (which === 3 ? z : w));
  return ((which << 30) | (first << 20) | (second << 10) | third) >>> 0;
}

function packPart(part: number): number {
  return Math.max(0, Math.min(STEPS, Math.round(((part / LIMIT) * 0.5 + 0.5) * STEPS)));
}

function unpackRotation(packed: number, rotations: Float64Array, at: number): void {
  const largest = Math.floor(packed / 1_073_741_824) & 3;
  let rest = packed % 1_073_741_824;
  let squares = 0;
  for (let i = 3; i >= 0; i--) {
    if (i === largest) continue;
    const part = (((rest % 1024) / STEPS) * 2 - 1) * LIMIT;
    rest = Math.floor(rest / 1024);
    rotations[at + i] = part;
    squares += part * part;
  }
  rotations[at + largest] = Math.sqrt(Math.max(0, 1 - squares));
}
