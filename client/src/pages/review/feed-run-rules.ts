// Which piece of a recording a player is given next. It takes them one behind the other from a key frame on; a jump out of what it has been
// given begins anew at the key frame before the place. The first piece is the file's header.
import type { RecordingPiece } from "@ensemble/shared/protocol/http-messages.ts";

/** Pieces that were given without a break. */
export interface Run {
  readonly first: number;
  /** The next one to be given. */
  readonly next: number;
}

/** Seconds are fetched before they are shown, and not the whole recording. */
const AHEAD_MS = 6_000;
/** Between two pieces may be less: on a weak line pictures come when they come, and the last one is seen until the next. */
const JOINT_MS = 600;
/** Of the end of what a file has: there is no picture any more. */
const LAST_MS = 1;

/** Where a player enters to show this moment; undefined where there is no key frame before it. */
export function entryAt(pieces: readonly RecordingPiece[], atMs: number): number | undefined {
  const entry = pieces.findLastIndex(({ keyFrame, startMs }, place) => place > 0 && keyFrame && startMs <= atMs);
  return entry < 0 ? undefined : entry;
}

/** Whether anything was recorded at this moment. */
export function isRecordedAt(pieces: readonly RecordingPiece[], atMs: number): boolean {
  return pieces.some(
    ({ startMs, durationMs }, place) => place > 0 && startMs <= atMs && atMs < startMs + durationMs + JOINT_MS,
  );
}

/** Whether the piece that has this moment was given in this run. */
export function isGivenAt(pieces: readonly RecordingPiece[], run: Run, atMs: number): boolean {
  const place = pieces.findLastIndex(({ startMs }) => startMs <= atMs);
  return isRecordedAt(pieces, atMs) && run.first <= place && place < run.next;
}

/** Where the file shows this moment: between two pieces that follow on each other, at the end of the former. */
export function placeAt(pieces: readonly RecordingPiece[], atMs: number): number {
  const before = pieces.findLast(({ startMs }, place) => place > 0 && startMs <= atMs);
  if (before === undefined) return atMs;
  const endMs = before.startMs + before.durationMs;
  return atMs < endMs + JOINT_MS ? Math.min(atMs, Math.max(before.startMs, endMs - LAST_MS)) : atMs;
}

/** The run to go on with for this moment: the same, or one that begins anew. Undefined where there is nothing to show. */
export function runFor(pieces: readonly RecordingPiece[], run: Run | undefined, atMs: number): Run | undefined {
  const entry = entryAt(pieces, atMs);
  if (entry === undefined || !isRecordedAt(pieces, atMs)) return run;
  const isInside = run !== undefined && run.first <= entry && entry <= run.next;
  return isInside ? run : { first: entry, next: entry };
}

/** Undefined while enough was given. */
export function nextPiece(pieces: readonly RecordingPiece[], run: Run, atMs: number): RecordingPiece | undefined {
  const piece = pieces[run.next];
  return piece !== undefined && piece.startMs < atMs + AHEAD_MS ? piece : undefined;
}
