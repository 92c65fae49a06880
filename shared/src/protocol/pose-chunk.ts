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
let workspace: { table: ColumnTable; chunk: Uint8Array } = { table: createTable(0, 0), chunk: new Uint8Array(0) };

/**
 * Valid until the next call, which writes into the same memory. Throws when there are no frames, too many, or one whose length is not what
 * its flags say.
 */
export function encodePoseChunk(frames: readonly Uint8Array[]): Uint8Array {
  const count = frames.length;
  if (count === 0 || count > FRAMES_PER_CHUNK) throw new Error(`a chunk of ${count} frames`);
  const flags = new Uint16Array(count);
  for (let at = 0; at < count; at++) flags[at] = (frames[at]![FLAGS_OFFSET] ?? 0) | ALWAYS;
  if (frames.some((frame, index) => frame.byteLength !== lengthOf(flags[index]!))) {
    throw new Error("a frame of another length");
  }
  const table = reuseTable(workspace.table, CHUNK_COLUMNS.length, count);
  const chunk = workspace.chunk.length < mostBytes(count) ? new Uint8Array(mostBytes(count)) : workspace.chunk;
  workspace = { table, chunk };
  chunk[0] = POSE_CHUNK_VERSION;
  chunk[1] = count & 0xff;
  chunk[2] = count >> 8;
  let at = CHUNK_HEAD_BYTES;
  const sums = new Int32Array(count);
  for (const [index, column] of CHUNK_COLUMNS.entries()) {
    readColumn(table, index, column, frames, flags);
    const weights = fitWeights(table, index, column.references);
    chunk.set(weights, at);
    at += weights.length;
    sumReferences(table, column.references, weights, sums);
    at = writeColumn(table, index, weights[0]!, sums, flags, chunk, at);
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

/** A frame without the column repeats the value before it: nobody moves while not seen. */
function readColumn(
  table: ColumnTable,
  index: number,
  column: ChunkColumn,
  frames: readonly Uint8Array[],
  flags: Uint16Array,
): void {
  const { values, steps } = table;
  const start = startOf(table, index);
  const mask = PART_FLAGS[column.part];
  let offset = 0;
  for (let at = 0; at < frames.length; at++) {
    const place = start + at;
    const own = flags[at]!;
    if ((own & mask) === 0) {
      if (at > 0) values[place] = values[place - 1]!;
      continue;
    }
    if (at === 0 || own !== flags[at - 1]) offset = offsetOf(column, own);
    const frame = frames[at]!;
    values[place] = column.bytes === 2 ? frame[offset]! | (frame[offset + 1]! << 8) : frame[offset]!;
    if (at > 0) steps[place] = values[place]! - values[place - 1]!;
  }
}

/** Returns where the next column begins. */
function writeColumn(
  table: ColumnTable,
  index: number,
  ownWeight: number,
  sums: Int32Array,
  flags: Uint16Array,
  chunk: Uint8Array,
  chunkStart: number,
): number {
  const { values, steps } = table;
  const start = startOf(table, index);
  const mask = PART_FLAGS[CHUNK_COLUMNS[index]!.part];
  const count = flags.length;
  let at = chunkStart;
  for (let frame = 0; frame < count; frame++) {
    if ((flags[frame]! & mask) === 0) continue;
    const place = start + frame;
    const foretold = frame === 0 ? 0 : foretell(values[place - 1]!, ownWeight * steps[place - 1]! + sums[frame]!);
    const wrong = ((values[place]! - foretold) << 16) >> 16;
    const zigzag = (wrong << 1) ^ (wrong >> 31);
    if (zigzag < ESCAPE) chunk[at++] = zigzag;
    else {
      chunk[at++] = ESCAPE;
      chunk[at++] = zigzag & 0xff;
      chunk[at++] = zigzag >> 8;
    }
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
      const offset = offsetOf(column, flags);
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

function offsetOf({ part, offset }: ChunkColumn, flags: number): number {
  if (part === "head") return offset;
  if (part === "world") return HEAD_BYTES + offset;
  if (part === "image") return HEAD_BYTES + ((flags & HAS_WORLD) !== 0 ? POINT_BYTES : 0) + offset;
  return lengthOf(flags) - LANDMARK_COUNT + offset;
}
