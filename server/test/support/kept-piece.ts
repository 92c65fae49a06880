// Pieces that two processes agree about.
import type { RecordedPiece } from "../../src/recordings/recording.ts";

export function keptPiece(index: number): RecordedPiece {
  return {
    index,
    kind: index === 0 ? "header" : "media",
    startMs: Math.max(0, index - 1) * 1_000,
    durationMs: index === 0 ? 0 : 1_000,
    keyFrame: index > 0,
    bytes: Buffer.alloc(20_000 + index, index % 251),
  };
}
