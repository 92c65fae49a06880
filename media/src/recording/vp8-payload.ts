// What a VP8 packet carries before the picture's own bytes (RFC 7741, 4.2), and what a picture says of itself (4.3, RFC 6386, 9.1).
import { LARGEST_SIDE } from "./recording-limits.ts";

export interface Vp8Payload {
  /** The first packet of a picture. */
  readonly startsFrame: boolean;
  readonly bytes: Uint8Array;
}

export interface Vp8Frame {
  readonly keyFrame: boolean;
  /** Of a key frame. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
}

const FRAME_TAG_BYTES = 3;
const KEY_FRAME_HEADER_BYTES = 10;
const START_CODE = [0x9d, 0x01, 0x2a] as const;
/** The two bits above them ask for scaling, which no decoder does. */
const SIDE_MASK = 0x3f_ff;

/** Undefined when the descriptor does not end within the payload, or nothing comes after it. */
export function parseVp8Payload(payload: Uint8Array): Vp8Payload | undefined {
  let at = 0;
  const take = () => payload[at++] ?? 0;
  const first = take();
  if (first & 0x80) {
    const extended = take();
    // The picture's number takes one byte or two.
    if (extended & 0x80 && take() & 0x80) at += 1;
    if (extended & 0x40) at += 1;
    if (extended & 0x30) at += 1;
  }
  if (at >= payload.length) return undefined;
  const partition = first & 0x0f;
  return { startsFrame: (first & 0x10) !== 0 && partition === 0, bytes: payload.subarray(at) };
}

/** Undefined for what no decoder should be given. */
export function readVp8Frame(bytes: Uint8Array): Vp8Frame | undefined {
  if (bytes.length < FRAME_TAG_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = view.getUint8(0) | (view.getUint16(1, true) << 8);
  const keyFrame = (tag & 1) === 0;
  const headerBytes = keyFrame ? KEY_FRAME_HEADER_BYTES : FRAME_TAG_BYTES;
  if (headerBytes + (tag >> 5) > bytes.length) return undefined;
  if (!keyFrame) return { keyFrame, size: undefined };
  if (START_CODE.some((code, index) => bytes[FRAME_TAG_BYTES + index] !== code)) return undefined;
  const width = view.getUint16(6, true) & SIDE_MASK;
  const height = view.getUint16(8, true) & SIDE_MASK;
  if (Math.min(width, height) === 0 || Math.max(width, height) > LARGEST_SIDE) return undefined;
  return { keyFrame, size: { width, height } };
}
