// Pose frames as bytes, client → room. A message is a header (version, count) and that many frames, each about 0.4 kB:
// u32 sequence · u32 capture time · u8 flags · u16 aspect × 1000 · 5 bytes mask of emulated landmarks · i16 world × 99 · i16 image × 99 · u8 visibility × 33.
import { LANDMARK_COUNT } from "../movement/landmarks.ts";
import type { PoseFrame, PoseSource } from "../movement/pose-frame.ts";
import { FRAMES_PER_MESSAGE } from "./room-messages.ts";

export const POSE_PACKET_VERSION = 1;
export type PoseModel = "none" | "lite" | "full" | "heavy";

/** What travels with a frame besides the body. */
export interface FrameHeader {
  /** 1, 2, 3 … of one participant in one session. */
  sequence: number;
  /** Milliseconds of the client's monotonic clock, a whole number. */
  captureMs: number;
  model: PoseModel;
  /** The device has no earlier frame any more: a gap before this one is for good. */
  earlierGone: boolean;
}

export type PacketRefusal = "frame/malformed" | "frame/wrong_version" | "frame/out_of_range";

const SOURCES: readonly PoseSource[] = ["camera", "headset", "simulated"];
const MODELS: readonly PoseModel[] = ["none", "lite", "full", "heavy"];
export const HAS_WORLD = 16;
export const HAS_IMAGE = 32;
const EARLIER_GONE = 64;
const MASK_BYTES = 5;
const MESSAGE_HEAD_BYTES = 2;
const ASPECT_OFFSET = 9;
const ASPECT_UNITS = 1000;

/** What else is stored or read by place: the head before the points, one list of points, flags and times inside the head. */
export const HEAD_BYTES = 4 + 4 + 1 + 2 + MASK_BYTES;
export const POINT_BYTES = 6 * LANDMARK_COUNT;
export const FLAGS_OFFSET = 8;
/** Capture time on the wire; the server stores frames with session time there. */
export const CAPTURE_TIME_OFFSET = 4;
export const LARGEST_FRAME_BYTES = HEAD_BYTES + 2 * POINT_BYTES + LANDMARK_COUNT;

/**
 * Frames are copied here to be read: their points, 16 bits each and little-endian as every machine's we run on, lie at even places then.
 * Point by point out of the bytes takes several times as long, and of a view made for each frame the making does.
 */
const frameBytes = new Uint8Array(LARGEST_FRAME_BYTES);
const firstPoints = new Int16Array(frameBytes.buffer, HEAD_BYTES, 3 * LANDMARK_COUNT);
const secondPoints = new Int16Array(frameBytes.buffer, HEAD_BYTES + POINT_BYTES, 3 * LANDMARK_COUNT);

export function frameByteLength(frame: { hasWorld: boolean; hasImage: boolean }): number {
  const points = (frame.hasWorld ? POINT_BYTES : 0) + (frame.hasImage ? POINT_BYTES : 0);
  return HEAD_BYTES + points + (points > 0 ? LANDMARK_COUNT : 0);
}

export function encodeFrame(header: FrameHeader, frame: PoseFrame): Uint8Array {
  const bytes = new Uint8Array(frameByteLength(frame));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.sequence, true);
  view.setUint32(CAPTURE_TIME_OFFSET, header.captureMs, true);
  view.setUint8(
    FLAGS_OFFSET,
    SOURCES.indexOf(frame.source) |
      (MODELS.indexOf(header.model) << 2) |
      (frame.hasWorld ? HAS_WORLD : 0) |
      (frame.hasImage ? HAS_IMAGE : 0) |
      (header.earlierGone ? EARLIER_GONE : 0),
  );
  view.setUint16(ASPECT_OFFSET, Math.min(65_535, Math.round(frame.aspect * ASPECT_UNITS)), true);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    if (frame.emulated[i]) bytes[11 + (i >> 3)] = (bytes[11 + (i >> 3)] ?? 0) | (1 << (i & 7));
  }
  let at = HEAD_BYTES;
  if (frame.hasWorld) at = writePoints(view, at, frame.world);
  if (frame.hasImage) at = writePoints(view, at, frame.image);
  if (at > HEAD_BYTES) bytes.set(frame.visibility, at);
  return bytes;
}

/** Puts encoded frames into one message; at most FRAMES_PER_MESSAGE of them. */
export function packFrames(frames: readonly Uint8Array[]): Uint8Array {
  let length = MESSAGE_HEAD_BYTES;
  for (const frame of frames) length += frame.byteLength;
  const message = new Uint8Array(length);
  message[0] = POSE_PACKET_VERSION;
  message[1] = frames.length;
  let at = MESSAGE_HEAD_BYTES;
  for (const frame of frames) {
    message.set(frame, at);
    at += frame.byteLength;
  }
  return message;
}

/** Splits a message into the bytes of its frames (views, not copies), or says why it cannot be read. Never throws. */
export function splitFrames(message: Uint8Array): readonly Uint8Array[] | PacketRefusal {
  if (message.byteLength < MESSAGE_HEAD_BYTES) return "frame/malformed";
  if (message[0] !== POSE_PACKET_VERSION) return "frame/wrong_version";
  const count = message[1] ?? 0;
  if (count === 0 || count > FRAMES_PER_MESSAGE) return "frame/malformed";
  const frames: Uint8Array[] = [];
  let at = MESSAGE_HEAD_BYTES;
  for (let i = 0; i < count; i++) {
    const flags = message[at + FLAGS_OFFSET];
    if (flags === undefined) return "frame/malformed";
    const length = frameByteLength({ hasWorld: (flags & HAS_WORLD) !== 0, hasImage: (flags & HAS_IMAGE) !== 0 });
    if (at + length > message.byteLength) return "frame/malformed";
    frames.push(message.subarray(at, at + length));
    at += length;
  }
  return at === message.byteLength ? frames : "frame/malformed";
}

/**
 * Reads one frame's bytes into preallocated objects; `frame.atMs` is set to the capture time. The header is read first,
 * so that a frame refused for what it holds still has its number.
 */
export function decodeFrame(bytes: Uint8Array, header: FrameHeader, frame: PoseFrame): PacketRefusal | undefined {
  if (bytes.byteLength < HEAD_BYTES) return "frame/malformed";
  const flags = bytes[FLAGS_OFFSET]!;
  header.sequence = readU32(bytes, 0);
  header.captureMs = readU32(bytes, CAPTURE_TIME_OFFSET);
  header.model = MODELS[(flags >> 2) & 3] ?? "none";
  header.earlierGone = (flags & EARLIER_GONE) !== 0;
  const source = SOURCES[flags & 3];
  if (source === undefined || flags >= 128) return "frame/malformed";
  frame.atMs = header.captureMs;
  frame.source = source;
  frame.hasWorld = (flags & HAS_WORLD) !== 0;
  frame.hasImage = (flags & HAS_IMAGE) !== 0;
  frame.aspect = (bytes[ASPECT_OFFSET]! | (bytes[ASPECT_OFFSET + 1]! << 8)) / ASPECT_UNITS;
  if (bytes.byteLength !== frameByteLength(frame)) return "frame/malformed";
  if (frame.aspect < 0.2 || frame.aspect > 5) return "frame/out_of_range";
  for (let i = 0; i < LANDMARK_COUNT; i++) frame.emulated[i] = (bytes[11 + (i >> 3)]! >> (i & 7)) & 1;
  frameBytes.set(bytes);
  if (frame.hasWorld) frame.world.set(firstPoints);
  else frame.world.fill(0);
  if (frame.hasImage) frame.image.set(frame.hasWorld ? secondPoints : firstPoints);
  else frame.image.fill(0);
  const at = bytes.byteLength - LANDMARK_COUNT;
  if (frame.hasWorld || frame.hasImage) for (let i = 0; i < LANDMARK_COUNT; i++) frame.visibility[i] = bytes[at + i]!;
  else frame.visibility.fill(0);
  return undefined;
}

function writePoints(view: DataView, at: number, points: Int16Array): number {
  let next = at;
  for (const value of points) {
    view.setInt16(next, value, true);
    next += 2;
  }
  return next;
}

/** Without a DataView: one made for each frame costs as much as all that is read through it. */
function readU32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
