// Pieces of a recording that nobody has made.
import { randomBytes } from "node:crypto";
import type { RecordedPiece } from "../../src/recordings/recording.ts";

/** A header and then pieces of a second with random bytes; no real picture. */
export function madePieces(count: number, bytesEach = 1_000): readonly RecordedPiece[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    kind: index === 0 ? "header" : "media",
    startMs: Math.max(0, index - 1) * 1_000,
    durationMs: index === 0 ? 0 : 1_000,
    keyFrame: index > 0,
    bytes: randomBytes(bytesEach + index),
  }));
}
