// About ten seconds of one participant's stored frames in a form that compresses well; every byte of every frame comes back.
// u8 version · u16 frames · then each column: a signed weight for each thing that foretells it, and for each frame that has the
// column by how much it was foretold wrongly (zigzag; a byte, or 255 and two bytes). Entropy coding is left to the compressor.
import { LANDMARK_COUNT } from "../movement/landmarks.ts";
import {
  createTable,
  fitWeights,
  foretellStep,
  reuseTable,
  type StepTable,
  startOf,
  sumReferences,
} from "./foretell-column.ts";
import { CHUNK_COLUMNS, type ChunkPart, MOST_REFERENCES } from "./pose-chunk-columns.ts";
import {
  FLAGS_OFFSET,
  frameByteLength,
  HAS_IMAGE,
  HAS_WORLD,
  HEAD_BYTES,
  LARGEST_FRAME_BYTES,
  POINT_BYTES,
} from "./pose-packet.ts";

export const POSE_CHUNK_VERSION = 1;
/** More than ten seconds of the fastest camera. */
export const FRAMES_PER_CHUNK = 1024;
const CHUNK_HEAD_BYTES = 3;
const ESCAPE = 255;
/** What a reader may have to unpack before `decodePoseChunk` looks at it; decoding then takes less than two megabytes more. */
export const LARGEST_CHUNK_BYTES = mostBytes(FRAMES_PER_CHUNK);
/** A frame has a part when one of these flags is set; the head is always there. */
const ALWAYS = 0x100;
const PART_FLAGS: Readonly<Record<ChunkPart, number>> = {
  head: ALWAYS,
  world: HAS_WORLD,
  image: HAS_IMAGE,
  visibility: HAS_WORLD | HAS_IMAGE,
};
const FLAGS_COLUMN = CHUNK_COLUMNS.findIndex(({ part, offset }) => part === "head" && offset === FLAGS_OFFSET);

/** Columns of one part stand together. */
const PARTS = (["head", "world", "image", "visibility"] as const).map((part) => ({
  part,
  first: CHUNK_COLUMNS.findIndex((column) => column.part === part),
  end: CHUNK_COLUMNS.findLastIndex((column) => column.part === part) + 1,
}));
/** Where in its part a column's low and high byte lie. Of one byte both are the same, and the mask leaves the low one. */
const LOW_BYTES = Uint16Array.from(CHUNK_COLUMNS, ({ offset }) => offset);
const HIGH_BYTES = Uint16Array.from(CHUNK_COLUMNS, ({ offset, bytes }) => offset + bytes - 1);
const MASKS = Uint16Array.from(CHUNK_COLUMNS, ({ bytes }) => (bytes === 2 ? 0xffff : 0xff));

/**
 * What the last chunk was written in. A class writes one every two seconds: a quarter of a megabyte each time, outside the
 * engine's heap, would have its collector go through everything that lives more often.
 */
let workspace: Workspace = { table: createTable(0, 0), chunk: new Uint8Array(0) };
interface Workspace {
  readonly table: StepTable;
  readonly chunk: Uint8Array;
}
const flagsOfFrames = new Uint16Array(FRAMES_PER_CHUNK);
/** The last value of each column. */
const newest = new Uint16Array(CHUNK_COLUMNS.length);

/**
 * Valid until the next call, which writes into the same memory. Throws when there are no frames, too many, or one whose length is not what
 * its flags say.
 */
export function encodePoseChunk(frames: readonly Uint8Array[]): Uint8Array {
  const count = frames.length;
  if (count === 0 || count > FRAMES_PER_CHUNK) throw new Error(`a chunk of ${count} frames`);
  workspace = {
    table: reuseTable(workspace.table, CHUNK_COLUMNS.length, count),
    chunk: reuseBytes(workspace.chunk, mostBytes(count)),
  };
  const { table, chunk } = workspace;
  readSteps(frames, table);
  chunk[0] = POSE_CHUNK_VERSION;
  chunk[1] = count & 0xff;
  chunk[2] = count >> 8;
  let at = CHUNK_HEAD_BYTES;
  for (let index = 0; index < CHUNK_COLUMNS.length; index++) {
    const { part, references } = CHUNK_COLUMNS[index]!;
    const firstValue = takeFirstValue(table, index);
    const weights = fitWeights(table, index, references);
    for (let i = 0; i < weights.length; i++) chunk[at++] = weights[i]!;
    at = writeColumn(table, index, references, weights, firstValue, PART_FLAGS[part], chunk, at);
  }
  return chunk.subarray(0, at);
}

/** The frames, bit for bit, or `undefined` for bytes that `encodePoseChunk` cannot have made. Never throws. */
export function decodePoseChunk(chunk: Uint8Array): readonly Uint8Array[] | undefined {
  const count = (chunk[1] ?? 0) | ((chunk[2] ?? 0) << 8);
  if (chunk[0] !== POSE_CHUNK_VERSION || count === 0 || count > FRAMES_PER_CHUNK) return undefined;
  // Who claims more frames than the bytes can hold gets no memory for them.
  if (chunk.byteLength < leastBytes(count) || chunk.byteLength > mostBytes(count)) return undefined;
  const table = createTable(CHUNK_COLUMNS.length, count);
  const { steps } = table;
  const values = new Uint16Array(steps.length);
  const flagsStart = startOf(table, FLAGS_COLUMN);
  const sums = new Int32Array(count);
  let at = CHUNK_HEAD_BYTES;
  for (const [index, column] of CHUNK_COLUMNS.entries()) {
    const weights = Int8Array.from({ length: 1 + column.references.length }, () => chunk[at++] ?? 0);
    sumReferences(table, column.references, weights, sums);
    const start = startOf(table, index);
    const mask = PART_FLAGS[column.part];
    for (let frame = 0; frame < count; frame++) {
      const place = start + frame;
      if (((values[flagsStart + frame]! | ALWAYS) & mask) === 0) {
        if (frame > 0) values[place] = values[place - 1]!;
        continue;
      }
      let zigzag = chunk[at++];
      if (zigzag === ESCAPE) {
        zigzag = (chunk[at] ?? 0) | ((chunk[at + 1] ?? 0) << 8);
        at += 2;
      }
      if (zigzag === undefined || at > chunk.byteLength) return undefined;
      const foretold =
        frame === 0 ? 0 : values[place - 1]! + foretellStep(weights[0]! * steps[place - 1]! + sums[frame]!);
      values[place] = foretold + ((zigzag >> 1) ^ -(zigzag & 1));
      if (column.bytes === 1 && values[place]! > 0xff) return undefined;
      if (frame > 0) steps[place] = values[place]! - values[place - 1]!;
    }
  }
  return at === chunk.byteLength ? writeFrames(table, values) : undefined;
}

/**
 * Frame by frame: all columns' newest places are then in the processor's cache. A column's first step is its first value. A frame without the
 * column repeats the value before it: nobody moves while not seen. Throws when the length of a frame is not what its flags say.
 */
function readSteps(frames: readonly Uint8Array[], table: StepTable): void {
  newest.fill(0);
  for (let at = 0; at < frames.length; at++) {
    const frame = frames[at]!;
    const flags = (frame[FLAGS_OFFSET] ?? 0) | ALWAYS;
    if (frame.byteLength !== lengthOf(flags)) throw new Error("a frame of another length");
    flagsOfFrames[at] = flags;
    for (let i = 0; i < PARTS.length; i++) {
      const { part, first, end } = PARTS[i]!;
      if ((flags & PART_FLAGS[part]) !== 0) readPart(frame, startOfPart(part, flags), first, end, table, at);
    }
  }
}

function readPart(frame: Uint8Array, start: number, first: number, end: number, table: StepTable, at: number): void {
  const { steps, frames } = table;
  let place = startOf(table, first) + at;
  for (let column = first; column < end; column++) {
    const low = frame[start + LOW_BYTES[column]!]!;
    const value = (low | (frame[start + HIGH_BYTES[column]!]! << 8)) & MASKS[column]!;
    steps[place] = value - newest[column]!;
    newest[column] = value;
    place += frames + 1;
  }
}

/** To the first value there is no step, of no column: it is foretold to be 0. */
function takeFirstValue(table: StepTable, column: number): number {
  const start = startOf(table, column);
  const value = table.steps[start]!;
  table.steps[start] = 0;
  return value;
}

/** Returns where the next column begins. In one pass, for which the sums of references are not laid out first as the reader does. */
function writeColumn(
  table: StepTable,
  index: number,
  references: readonly number[],
  weights: Int8Array,
  firstValue: number,
  flag: number,
  chunk: Uint8Array,
  chunkStart: number,
): number {
  const { steps, frames } = table;
  const first = startOf(table, index);
  const ownWeight = weights[0]!;
  const [weightA, weightB, weightC] = [weights[1] ?? 0, weights[2] ?? 0, weights[3] ?? 0];
  const firstA = startOf(table, references[0] ?? index);
  const firstB = startOf(table, references[1] ?? index);
  const firstC = startOf(table, references[2] ?? index);
  let at = chunkStart;
  let stepBefore = 0;
  for (let frame = 0; frame < frames; frame++) {
    const step = steps[first + frame]!;
    if ((flagsOfFrames[frame]! & flag) !== 0) {
      let said = Math.imul(ownWeight, stepBefore);
      if (weightA !== 0) said += Math.imul(weightA, steps[firstA + frame]!);
      if (weightB !== 0) said += Math.imul(weightB, steps[firstB + frame]!);
      if (weightC !== 0) said += Math.imul(weightC, steps[firstC + frame]!);
      const wrong = (((frame === 0 ? firstValue : step) - foretellStep(said)) << 16) >> 16;
      const zigzag = (wrong << 1) ^ (wrong >> 31);
      if (zigzag < ESCAPE) chunk[at++] = zigzag;
      else {
        chunk[at++] = ESCAPE;
        chunk[at++] = zigzag & 0xff;
        chunk[at++] = zigzag >> 8;
      }
    }
    stepBefore = step;
  }
  return at;
}

function writeFrames(table: StepTable, values: Uint16Array): readonly Uint8Array[] {
  const memory = new Uint8Array(table.frames * LARGEST_FRAME_BYTES);
  const flagsStart = startOf(table, FLAGS_COLUMN);
  return Array.from({ length: table.frames }, (_, at) => {
    const flags = values[flagsStart + at]! | ALWAYS;
    const memoryStart = at * LARGEST_FRAME_BYTES;
    const frame = memory.subarray(memoryStart, memoryStart + lengthOf(flags));
    for (const [index, column] of CHUNK_COLUMNS.entries()) {
      if ((flags & PART_FLAGS[column.part]) === 0) continue;
      const value = values[startOf(table, index) + at]!;
      const offset = startOfPart(column.part, flags) + column.offset;
      frame[offset] = value & 0xff;
      if (column.bytes === 2) frame[offset + 1] = value >> 8;
    }
    return frame;
  });
}

/** Of frames in which nobody was seen. */
function leastBytes(frameCount: number): number {
  const weights = CHUNK_COLUMNS.reduce((sum, { references }) => sum + 1 + references.length, 0);
  return CHUNK_HEAD_BYTES + weights + frameCount * CHUNK_COLUMNS.filter(({ part }) => part === "head").length;
}

function mostBytes(frameCount: number): number {
  return CHUNK_HEAD_BYTES + CHUNK_COLUMNS.length * (1 + MOST_REFERENCES + 3 * frameCount);
}

const lengthOf = (flags: number): number =>
  frameByteLength({ hasWorld: (flags & HAS_WORLD) !== 0, hasImage: (flags & HAS_IMAGE) !== 0 });

/** Where in a frame with these flags, which has the part, it begins. */
function startOfPart(part: ChunkPart, flags: number): number {
  if (part === "head") return 0;
  if (part === "world") return HEAD_BYTES;
  if (part === "image") return HEAD_BYTES + ((flags & HAS_WORLD) !== 0 ? POINT_BYTES : 0);
  return lengthOf(flags) - LANDMARK_COUNT;
}

/** At least as much memory: the same where it is enough. */
function reuseBytes(memory: Uint8Array, length: number): Uint8Array {
  return memory.length < length ? new Uint8Array(length) : memory;
}
