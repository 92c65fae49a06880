// How many pieces make the next object of the store. It depends on the pieces alone, so that whoever packs after a crash, or beside
// another process, makes the same object with the same name.
import type { PieceHead } from "./piece-index-rules.ts";

/** An hour of one track is 180 requests to the store; with a request a piece it would be twenty times as many. */
const GATHERED_MS = 20_000;
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_PIECES = 240;

/** The length of a piece's beginning-part of `heads` (in order, none missing) that is an object; 0 while more is to come. */
export function countForObject(heads: readonly PieceHead[], hasEnded: boolean): number {
  const first = heads[0];
  if (first === undefined) return 0;
  let bytes = 0;
  for (const [position, head] of heads.entries()) {
    bytes += head.bytes;
    const isFull =
      head.startsMs + head.durationMs - first.startsMs >= GATHERED_MS ||
      bytes >= MOST_BYTES ||
      position + 1 === MOST_PIECES;
    if (isFull) return position + 1;
  }
  return hasEnded ? heads.length : 0;
}

/** As many rows as are enough to decide. */
export const LOOKED_AT = MOST_PIECES;
