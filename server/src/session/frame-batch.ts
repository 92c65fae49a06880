// Pose frames of a whole session as they are stored between compactions: u8 member · u16 length · frame bytes, in the order they were taken.
// A stored frame carries session time where the wire has capture time.
import { CAPTURE_TIME_OFFSET } from "@ensemble/shared/protocol/pose-packet.ts";

export interface StoredFrame {
  /** Index in the members of `sessionOpened`. */
  readonly member: number;
  readonly bytes: Uint8Array;
}

const HEAD_BYTES = 3;

/** Copies a frame from the wire and writes its session time into it. */
export function storedFrame(member: number, wireBytes: Uint8Array, atMs: number): StoredFrame {
  // Not slice(): of a Buffer it would be a view on memory that belongs to the socket.
  const bytes = new Uint8Array(wireBytes);
  new DataView(bytes.buffer).setUint32(CAPTURE_TIME_OFFSET, atMs, true);
  return { member, bytes };
}

/** The number a stored frame has on its device. */
export const frameSequence = (bytes: Uint8Array): number => viewOf(bytes).getUint32(0, true);
/** Session time. */
export const frameTimeMs = (bytes: Uint8Array): number => viewOf(bytes).getUint32(CAPTURE_TIME_OFFSET, true);

export function encodeFrameBatch(frames: readonly StoredFrame[]): Uint8Array {
  const batch = new Uint8Array(frames.reduce((length, frame) => length + HEAD_BYTES + frame.bytes.byteLength, 0));
  const view = new DataView(batch.buffer);
  let at = 0;
  for (const { member, bytes } of frames) {
    view.setUint8(at, member);
    view.setUint16(at + 1, bytes.byteLength, true);
    batch.set(bytes, at + HEAD_BYTES);
    at += HEAD_BYTES + bytes.byteLength;
  }
  return batch;
}

/** Throws on bytes that were not made by `encodeFrameBatch`: they were sealed, so it would be a bug. */
export function decodeFrameBatch(batch: Uint8Array): readonly StoredFrame[] {
  const view = viewOf(batch);
  const frames: StoredFrame[] = [];
  for (let at = 0; at < batch.byteLength; ) {
    const length = view.getUint16(at + 1, true);
    frames.push({ member: view.getUint8(at), bytes: batch.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length) });
    at += HEAD_BYTES + length;
  }
  return frames;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
