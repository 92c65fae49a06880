// About ten seconds of one participant's stored frames in a form that compresses well; every byte of every frame comes back.
// u8 version · u16 frames · then each column: a signed weight for each thing that foretells it, and for each frame that has the
// column by how much it was foretold wrongly (zigzag; a byte, or 255 and two bytes). Entropy coding is left to the compressor.
import { LANDMARK_COUNT } from "../movement/landmarks.ts";
import {
  type ColumnTable,
  createTable,
  fitWeights,
  foretell,
  reuseTable,
  startOf,
  sumReferences,
} from "./foretell-column.ts";
import { CHUNK_COLUMNS, type ChunkColumn, type ChunkPart, MOST_REFERENCES } from "./pose-chunk-columns.ts";
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

/**
 * What the last chunk was written in. A class writes one every two seconds: a quarter of a megabyte each time, outside the
 * engine's heap, would have its collector go through everything that lives more often.
 */
let workspace: Workspace = { table: createTable(0, 0), chunk: new Uint8Array(0), frames: new Uint8Array(0) };
interface Workspace {
  readonly table: ColumnTable;
  readonly chunk: Uint8Array;
  /** All frames one after the other: hundreds of columns go through all of them. */
  readonly frames: Uint8Array;
}
/** Of each frame, where in the workspace a part of it begins; ABSENT where it has none. */
type PartStarts = Int32Array;
const ABSENT = -1;
const PARTS: readonly ChunkPart[] = ["head", "world", "image", "visibility"];

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
    frames: reuseBytes(workspace.frames, count * LARGEST_FRAME_BYTES),
  };
  const { table, chunk } = workspace;
  const starts = layOutFrames(frames, workspace.frames);
  chunk[0] = POSE_CHUNK_VERSION;
  chunk[1] = count & 0xff;
  chunk[2] = count >> 8;
  let at = CHUNK_HEAD_BYTES;
  for (let index = 0; index < CHUNK_COLUMNS.length; index++) {
    const column = CHUNK_COLUMNS[index]!;
    const partStarts = starts[column.part];
    readColumn(table, index, column, workspace.frames, partStarts);
    const weights = fitWeights(table, index, column.references);
    for (let i = 0; i < weights.length; i++) chunk[at++] = weights[i]!;
    at = writeColumn(table, index, column.references, weights, partStarts, chunk, at);
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
  const { values, steps } = table;
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
      const foretold = frame === 0 ? 0 : foretell(values[place - 1]!, weights[0]! * steps[place - 1]! + sums[frame]!);
      values[place] = foretold + ((zigzag >> 1) ^ -(zigzag & 1));
      if (column.bytes === 1 && values[place]! > 0xff) return undefined;
      if (frame > 0) steps[place] = values[place]! - values[place - 1]!;
    }
  }
  return at === chunk.byteLength ? writeFrames(table) : undefined;
}

/** Copies the frames one after the other. Throws when the length of one is not what its flags say. */
function layOutFrames(frames: readonly Uint8Array[], into: Uint8Array): Readonly<Record<ChunkPart, PartStarts>> {
  const noStarts = () => new Int32Array(frames.length);
  const starts = { head: noStarts(), world: noStarts(), image: noStarts(), visibility: noStarts() };
  let next = 0;
  for (let at = 0; at < frames.length; at++) {
    const frame = frames[at]!;
    const flags = (frame[FLAGS_OFFSET] ?? 0) | ALWAYS;
    if (frame.byteLength !== lengthOf(flags)) throw new Error("a frame of another length");
    into.set(frame, next);
    for (const part of PARTS) {
      starts[part][at] = (flags & PART_FLAGS[part]) === 0 ? ABSENT : next + startOfPart(part, flags);
    }
    next += frame.byteLength;
  }
  return starts;
}

/** A frame without the column repeats the value before it: nobody moves while not seen. */
function readColumn(
  table: ColumnTable,
  index: number,
  { bytes, offset }: ChunkColumn,
  frames: Uint8Array,
  starts: PartStarts,
): void {
  const { values, steps } = table;
  const first = startOf(table, index);
  const high = bytes - 1;
  const mask = bytes === 2 ? 0xffff : 0xff;
  let value = 0;
  for (let at = 0; at < starts.length; at++) {
    const before = value;
    const start = starts[at]!;
    // Of a column of one byte the low and the high one are the same, and the mask leaves the low one.
    if (start !== ABSENT) value = (frames[start + offset]! | (frames[start + offset + high]! << 8)) & mask;
    values[first + at] = value;
    // None to the first value, and none to one that only repeats.
    steps[first + at] = at === 0 ? 0 : value - before;
  }
}

/** Returns where the next column begins. In one pass, for which the sums of references are not laid out first as the reader does. */
function writeColumn(
  table: ColumnTable,
  index: number,
  references: readonly number[],
  weights: Int8Array,
  starts: PartStarts,
  chunk: Uint8Array,
  chunkStart: number,
): number {
  const { values, steps } = table;
  const first = startOf(table, index);
  const ownWeight = weights[0]!;
  // A reference that is not there weighs nothing, whatever is read in its place.
  const [weightA, weightB, weightC] = [weights[1] ?? 0, weights[2] ?? 0, weights[3] ?? 0];
  const firstA = startOf(table, references[0] ?? index);
  const firstB = startOf(table, references[1] ?? index);
  const firstC = startOf(table, references[2] ?? index);
  let at = chunkStart;
  // To the first value there is no step, of no column: it is foretold to be 0.
  let before = 0;
  let stepBefore = 0;
  for (let frame = 0; frame < starts.length; frame++) {
    const value = values[first + frame]!;
    if (starts[frame] !== ABSENT) {
      const said =
        Math.imul(ownWeight, stepBefore) +
        Math.imul(weightA, steps[firstA + frame]!) +
        Math.imul(weightB, steps[firstB + frame]!) +
        Math.imul(weightC, steps[firstC + frame]!);
      const wrong = ((value - foretell(before, said)) << 16) >> 16;
      const zigzag = (wrong << 1) ^ (wrong >> 31);
      if (zigzag < ESCAPE) chunk[at++] = zigzag;
      else {
        chunk[at++] = ESCAPE;
        chunk[at++] = zigzag & 0xff;
        chunk[at++] = zigzag >> 8;
      }
    }
    before = value;
    stepBefore = steps[first + frame]!;
  }
  return at;
}

function writeFrames(table: ColumnTable): readonly Uint8Array[] {
  const memory = new Uint8Array(table.frames * LARGEST_FRAME_BYTES);
  const flagsStart = startOf(table, FLAGS_COLUMN);
  return Array.from({ length: table.frames }, (_, at) => {
    const flags = table.values[flagsStart + at]! | ALWAYS;
    const memoryStart = at * LARGEST_FRAME_BYTES;
    const frame = memory.subarray(memoryStart, memoryStart + lengthOf(flags));
    for (const [index, column] of CHUNK_COLUMNS.entries()) {
      if ((flags & PART_FLAGS[column.part]) === 0) continue;
      const value = table.values[startOf(table, index) + at]!;
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
