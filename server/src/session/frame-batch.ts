// Pose frames of a whole session as they are stored between compactions: u8 member · u16 length · frame bytes, in the order they were taken.
// A stored frame carries session time where the wire has capture time.
import { CAPTURE_TIME_OFFSET } from "@ensemble/shared/protocol/pose-packet.ts";

export interface StoredFrame {
  /** Index in the members of `sessionOpened`. */
  readonly member: number;
  readonly bytes: Uint8Array;
}

const HEAD_BYTES = 3;

/** Room for the frames of a full class in a second and a half. */
const MEMORY_BYTES = 65_536;

/** Copies frames from the wire, with session time written into them. */
export type StoreFrame = (member: number, wireBytes: Uint8Array, atMs: number) => StoredFrame;

/**
 * Frames that are given up together lie together: what came in belongs to the socket, and in memory that is shared with whatever else is
 * made meanwhile each would keep all of that for as long as it is kept.
 */
export function createFrameMemory(): StoreFrame {
  let memory = Buffer.alloc(0);
  let used = 0;
  return (member, wireBytes, atMs) => {
    const length = wireBytes.byteLength;
    if (used + length > memory.byteLength) {
      memory = Buffer.allocUnsafeSlow(Math.max(MEMORY_BYTES, length));
      used = 0;
    }
    const bytes = memory.subarray(used, used + length);
    used += length;
    bytes.set(wireBytes);
    bytes.writeUInt32LE(atMs, CAPTURE_TIME_OFFSET);
    return { member, bytes };
  };
}

/** The number a stored frame has on its device. */
export const frameSequence = (bytes: Uint8Array): number => readU32(bytes, 0);
/** Session time. */
export const frameTimeMs = (bytes: Uint8Array): number => readU32(bytes, CAPTURE_TIME_OFFSET);

/** Writes one batch after the other into the same memory: what it returns is valid until its next call. */
export function createBatchEncoder(): (frames: readonly StoredFrame[]) => Uint8Array {
  let memory = Buffer.alloc(0);
  return (frames) => {
    const length = frames.reduce((sum, frame) => sum + HEAD_BYTES + frame.bytes.byteLength, 0);
    if (memory.byteLength < length) memory = Buffer.allocUnsafeSlow(length);
    let at = 0;
    for (const { member, bytes } of frames) {
      memory.writeUInt8(member, at);
      memory.writeUInt16LE(bytes.byteLength, at + 1);
      memory.set(bytes, at + HEAD_BYTES);
      at += HEAD_BYTES + bytes.byteLength;
    }
    return memory.subarray(0, length);
  };
}

/** Throws on bytes that were not made by a batch encoder: they were sealed, so it would be a bug. */
export function decodeFrameBatch(batch: Uint8Array): readonly StoredFrame[] {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  const frames: StoredFrame[] = [];
  for (let at = 0; at < batch.byteLength; ) {
    const length = view.getUint16(at + 1, true);
    frames.push({ member: view.getUint8(at), bytes: batch.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length) });
    at += HEAD_BYTES + length;
  }
  return frames;
}

/** Without a DataView: it is asked of every frame. */
const readU32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
