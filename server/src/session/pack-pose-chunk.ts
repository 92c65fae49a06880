// Frames that have been stored in batches, put together as one compressed chunk, and back.
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { constants, zstdCompressSync, zstdDecompress } from "node:zlib";
import {
  decodePoseChunk,
  encodePoseChunk,
  FRAMES_PER_CHUNK,
  LARGEST_CHUNK_BYTES,
} from "@ensemble/shared/protocol/pose-chunk.ts";
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { frameSequence } from "./frame-batch.ts";

/** One participant's frames since the last chunk, and the referee's memory exactly after the last of them. */
export interface PoseStretch {
  readonly participantId: ParticipantId;
  readonly setId: SetId;
  readonly frames: readonly Uint8Array[];
  readonly checkpoint: string | undefined;
}
export interface PackedChunk {
  readonly participantId: ParticipantId;
  readonly setId: SetId;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly frames: Uint8Array;
  readonly checkpoint: Uint8Array | undefined;
}

const decompress = promisify(zstdDecompress);
/**
 * Nothing repeats in foretold frames: only the entropy coder gains, and it is the same on every level; a checkpoint is 2 % longer than on the
 * next. On the event loop: at this level a chunk takes a fraction of a millisecond, and less than half of what handing it to another
 * thread costs.
 */
const LEVEL = { [constants.ZSTD_c_compressionLevel]: 1 };
/** More than what cannot be compressed grows by: what is told of the length saves a second piece of memory. */
const MARGIN_BYTES = 64;
const LARGEST_CHECKPOINT_BYTES = 1_000_000;

function compress(bytes: Uint8Array): Uint8Array {
  const { byteLength } = bytes;
  return zstdCompressSync(bytes, {
    params: LEVEL,
    pledgedSrcSize: byteLength,
    chunkSize: byteLength + MARGIN_BYTES,
  });
}

/** One after the other, so that the event loop comes to its turn between two participants. */
export async function packPoseChunks(stretches: readonly PoseStretch[]): Promise<readonly PackedChunk[]> {
  const chunks: PackedChunk[] = [];
  for (const { participantId, setId, frames, checkpoint } of stretches) {
    for (let from = 0; from < frames.length; from += FRAMES_PER_CHUNK) {
      const part = frames.slice(from, from + FRAMES_PER_CHUNK);
      const isLast = from + FRAMES_PER_CHUNK >= frames.length;
      chunks.push({
        participantId,
        setId,
        firstFrame: frameSequence(part[0]!),
        lastFrame: frameSequence(part.at(-1)!),
        frames: compress(encodePoseChunk(part)),
        checkpoint: isLast && checkpoint !== undefined ? compress(Buffer.from(checkpoint)) : undefined,
      });
      await nextTurn();
    }
  }
  return chunks;
}

/** Of one session after the other in this process: packed at the same moment, those of many classes would hold up all of them. */
let packing: Promise<unknown> = Promise.resolve();

export function packPoseChunksInQueue(stretches: readonly PoseStretch[]): Promise<readonly PackedChunk[]> {
  const packed = packing.then(() => packPoseChunks(stretches));
  packing = packed.catch(() => undefined);
  return packed;
}

/** Throws on bytes that were not made by `packPoseChunks`: they were sealed, so it would be a bug. */
export async function unpackFrames(packed: Uint8Array): Promise<readonly Uint8Array[]> {
  const frames = decodePoseChunk(await decompress(packed, { maxOutputLength: LARGEST_CHUNK_BYTES }));
  if (frames === undefined) throw new Error("a stored pose chunk cannot be read");
  return frames;
}

export async function unpackCheckpoint(packed: Uint8Array): Promise<string> {
  return (await decompress(packed, { maxOutputLength: LARGEST_CHECKPOINT_BYTES })).toString();
}
