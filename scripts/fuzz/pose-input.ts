// Pose messages by their structure: each field right, at a bound, or wrong; and messages that were really sent, damaged.
import { LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import {
  HAS_IMAGE,
  HAS_WORLD,
  HEAD_BYTES,
  POINT_BYTES,
  POSE_PACKET_VERSION,
} from "@ensemble/shared/protocol/pose-packet.ts";
import fc, { type Arbitrary } from "fast-check";

const U32_MAX = 2 ** 32 - 1;

/** A field of a frame as it counts for whom it is sent: from what is expected next, or as it is. */
type Placed = { readonly after: number } | { readonly exactly: number };
interface FrameInput {
  readonly sequence: Placed;
  readonly captureMs: Placed;
  readonly flags: number;
  readonly aspect: number;
  readonly mask: readonly number[];
  readonly body: { readonly kind: "standing" | "constant" | "random"; readonly seed: number };
  readonly visibility: number;
  /** Bytes too few or too many. */
  readonly off: number;
}
export type PoseInput =
  | {
      readonly kind: "made";
      readonly version: number;
      readonly countOff: number;
      readonly frames: readonly FrameInput[];
    }
  | { readonly kind: "recorded"; readonly index: number; readonly damage: readonly Damage[] };

export interface Damage {
  readonly what: "flip" | "cut" | "insert" | "copy" | "set";
  readonly at: number;
  readonly value: number;
}

const placed = (near: Arbitrary<number>): Arbitrary<Placed> =>
  fc.oneof(
    { arbitrary: near.map((after) => ({ after })), weight: 4 },
    { arbitrary: fc.constantFrom(0, 1, 2 ** 31, U32_MAX - 1, U32_MAX).map((exactly) => ({ exactly })), weight: 1 },
  );
const USUAL_FLAGS = 2 | HAS_WORLD | HAS_IMAGE;

const frame: Arbitrary<FrameInput> = fc.record({
  sequence: placed(fc.integer({ min: -3, max: 3 })),
  captureMs: placed(fc.integer({ min: -100, max: 400 })),
  flags: fc.oneof({ arbitrary: fc.constant(USUAL_FLAGS), weight: 3 }, fc.nat(255)),
  aspect: fc.oneof({ arbitrary: fc.constant(1_500), weight: 3 }, fc.constantFrom(0, 199, 200, 5_000, 5_001, 65_535)),
  mask: fc.array(fc.nat(255), { minLength: 5, maxLength: 5 }),
  body: fc.record({
    kind: fc.constantFrom("standing", "standing", "constant", "random"),
    seed: fc.oneof(fc.integer({ min: -32_768, max: 32_767 }), fc.constantFrom(-32_768, -1, 0, 1, 32_767)),
  }),
  visibility: fc.nat(255),
  off: fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, fc.integer({ min: -30, max: 30 })),
});

const damage: Arbitrary<Damage> = fc.record({
  what: fc.constantFrom("flip", "cut", "insert", "copy", "set"),
  at: fc.nat(2_000),
  value: fc.nat(255),
});
export const damages: Arbitrary<readonly Damage[]> = fc.array(damage, { maxLength: 4 });

export const poseInputs: Arbitrary<PoseInput> = fc.oneof(
  fc.record({
    kind: fc.constant("made" as const),
    version: fc.oneof({ arbitrary: fc.constant(POSE_PACKET_VERSION), weight: 6 }, fc.nat(255)),
    countOff: fc.oneof({ arbitrary: fc.constant(0), weight: 6 }, fc.constantFrom(-1, 1, 29, 255)),
    frames: fc.array(frame, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("recorded" as const), index: fc.nat(10_000), damage: damages }),
);

/** `next`: what the server expects of this patient. */
export function poseBytes(
  input: PoseInput,
  next: { readonly sequence: number; readonly captureMs: number },
  recorded: readonly Uint8Array[],
): Uint8Array {
  if (input.kind === "recorded") {
    return damaged(recorded[input.index % Math.max(1, recorded.length)] ?? new Uint8Array(), input.damage);
  }
  const frames = input.frames.map((one, index) =>
    frameBytes(one, { sequence: next.sequence + index, captureMs: next.captureMs + index * 66 }),
  );
  const head = new Uint8Array([input.version, (frames.length + input.countOff) & 255]);
  return new Uint8Array(Buffer.concat([head, ...frames]));
}

export function damaged(bytes: Uint8Array, damage: readonly Damage[]): Uint8Array {
  let after = [...bytes];
  for (const { what, at: place, value } of damage) {
    const at = after.length === 0 ? 0 : place % after.length;
    if (what === "flip") after[at] = ((after[at] ?? 0) ^ (1 << (value & 7))) & 255;
    else if (what === "set") after[at] = value;
    else if (what === "cut") after = after.slice(0, at);
    else if (what === "insert") after.splice(at, 0, value);
    else after.splice(at, 0, ...after.slice(at, at + value));
  }
  return new Uint8Array(after);
}

function frameBytes(input: FrameInput, next: { readonly sequence: number; readonly captureMs: number }): Uint8Array {
  const [world, image] = [(input.flags & HAS_WORLD) !== 0, (input.flags & HAS_IMAGE) !== 0];
  const points = Number(world) + Number(image);
  const bytes = new Uint8Array(HEAD_BYTES + points * POINT_BYTES + (points > 0 ? LANDMARK_COUNT : 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, resolve(input.sequence, next.sequence), true);
  view.setUint32(4, resolve(input.captureMs, next.captureMs), true);
  view.setUint8(8, input.flags);
  view.setUint16(9, input.aspect, true);
  bytes.set(input.mask, 11);
  for (let i = 0; i < points * 3 * LANDMARK_COUNT; i++) {
    view.setInt16(HEAD_BYTES + 2 * i, pointValue(input.body, i, world && i < 3 * LANDMARK_COUNT), true);
  }
  if (points > 0) bytes.fill(input.visibility, HEAD_BYTES + points * POINT_BYTES);
  if (input.off >= 0) return new Uint8Array(Buffer.concat([bytes, new Uint8Array(input.off)]));
  return bytes.subarray(0, bytes.byteLength + input.off);
}

function pointValue({ kind, seed }: FrameInput["body"], index: number, isWorld: boolean): number {
  if (kind === "constant") return seed;
  if (kind === "random") return ((Math.imul(index + 1, 2_654_435_761) ^ Math.imul(seed, 40_503)) << 16) >> 16;
  // Within the bounds of a body and of a picture.
  return isWorld ? ((index * 7 + Math.abs(seed)) % 11) * 25 - 120 : 614 + ((index * 5) % 13) * 51;
}

function resolve(value: Placed, next: number): number {
  return "exactly" in value ? value.exactly : Math.max(0, next + value.after) >>> 0;
}
