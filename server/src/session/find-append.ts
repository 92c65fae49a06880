// Whether an append whose answer was lost has taken effect. A key that is there already says only that something is: an append is
// found again by all that it would have written.
import { isDeepStrictEqual } from "node:util";
import type { AppendedEntry, AppendedFrames, JournalStore, ReadEntry } from "./journal-store.ts";
import type { PackedChunk } from "./pack-pose-chunk.ts";

/** What one append writes, in one transaction. */
export interface Append {
  readonly groupSessionId: string;
  readonly entries: readonly AppendedEntry[];
  /** In which its entries and its frames are. */
  readonly batch: number;
  readonly frames: Uint8Array | undefined;
  readonly chunks: readonly PackedChunk[];
}
export type AppendReads = Pick<JournalStore, "readEntries" | "readFrameBatches" | "readChunks">;

/** Rejects as its reads do. */
export async function findAppend(store: AppendReads, append: Append): Promise<boolean> {
  const { groupSessionId, batch, frames } = append;
  if (append.entries.length > 0) {
    const stored = new Map((await store.readEntries(groupSessionId)).map((read) => [read.entry.sequence, read]));
    const written = append.entries.map((one) => ({ ...one, batch }));
    if (!written.every((one) => isSameEntry(one, stored.get(one.entry.sequence)))) return false;
  }
  if (frames !== undefined) {
    const stored = await store.readFrameBatches(groupSessionId, batch);
    if (!stored.some((read: AppendedFrames) => read.batch === batch && isSameBytes(read.bytes, frames))) return false;
  }
  for (const chunk of append.chunks) {
    const stored = await store.readChunks(groupSessionId, chunk.participantId, chunk.setId);
    if (!stored.some((read) => isSameChunk(read, chunk))) return false;
  }
  return true;
}

function isSameEntry(written: ReadEntry, stored: ReadEntry | undefined): boolean {
  return stored !== undefined && isDeepStrictEqual(asStored(written), asStored(stored));
}

/** The database keeps whole milliseconds, and of a fact what JSON can say. */
function asStored({ entry, text, batch }: ReadEntry): unknown {
  return JSON.parse(JSON.stringify({ ...entry, atMs: new Date(entry.atMs).getTime(), text, batch }));
}

function isSameChunk(one: PackedChunk, other: PackedChunk): boolean {
  return (
    one.firstFrame === other.firstFrame &&
    one.lastFrame === other.lastFrame &&
    isSameBytes(one.frames, other.frames) &&
    isSameBytes(one.checkpoint, other.checkpoint)
  );
}

function isSameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0;
}
