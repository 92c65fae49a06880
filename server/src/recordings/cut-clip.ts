// Some pieces of a recording as a recording of its own: the file's header and these, so that nothing of before or after them can be asked for.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { PieceHead } from "./piece-index-rules.ts";
import type { ReadableRecording } from "./read-recording.ts";

/** From the piece with this number up to, not including, the other one; the header, which has number 0, is none of them. */
export interface PieceSpan {
  readonly first: number;
  readonly end: number;
}

/** Throws `recording/damaged` where the recording has not all of these pieces. */
export function cutClip(recording: ReadableRecording, { first, end }: PieceSpan): ReadableRecording {
  const [header] = recording.pieces;
  const cut = recording.pieces.slice(first, end);
  const [begins] = cut;
  if (header === undefined || begins === undefined || first < 1 || cut.length !== end - first)
    throw new DomainError("recording/damaged");
  const bytes = cut.reduce((sum, piece) => sum + piece.bytes, header.bytes);
  /** What lies before the pieces is left out. */
  const leftOut = begins.firstByte - header.bytes;
  const pieces: readonly PieceHead[] = [
    header,
    ...cut.map((piece) => ({ ...piece, firstByte: piece.firstByte - leftOut })),
  ];
  return {
    contentType: recording.contentType,
    tag: `"${recording.tag.replaceAll('"', "")}-${first}-${end}"`,
    bytes,
    pieces,
    open: async (from, until, how) => {
      const [begin, over] = [Math.max(0, from), Math.min(until, bytes)];
      const parts: AsyncIterable<Uint8Array>[] = [];
      if (begin < header.bytes) parts.push(await recording.open(begin, Math.min(over, header.bytes), how));
      if (over > header.bytes)
        parts.push(await recording.open(Math.max(begin, header.bytes) + leftOut, over + leftOut, how));
      return oneAfterTheOther(parts);
    },
  };
}

async function* oneAfterTheOther(parts: readonly AsyncIterable<Uint8Array>[]): AsyncGenerator<Uint8Array, void, void> {
  for (const part of parts) yield* part;
}
