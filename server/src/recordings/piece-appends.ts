// Sealed pieces of all recordings of this process on their way into the database: what is given while a statement is under way goes
// together in the next one, so that a class of seven with fourteen tracks costs a few commits a second and not fourteen.
import { setTimeout as pass } from "node:timers/promises";
import type { PiecesStore, SealedPiece } from "./pieces-store.ts";

export interface PieceAppends {
  /** `ended`: nothing more is taken of this recording, and this piece was not. */
  readonly append: (piece: SealedPiece) => Promise<"kept" | "ended">;
  /** Of all recordings of this process. */
  readonly waitingBytes: () => number;
}

interface Waiting {
  readonly piece: SealedPiece;
  readonly resolve: (outcome: "kept" | "ended") => void;
}

const MOST_TOGETHER_BYTES = 4 * 1024 * 1024;
const AGAIN_AFTER_MS = [100, 250, 500, 1_000, 2_000] as const;

/** Tries again until the database takes them: how much may wait is bounded by whoever gives them. */
export function createPieceAppends(
  store: Pick<PiecesStore, "append">,
  report: (error: unknown) => void,
  wait: (ms: number) => Promise<unknown> = pass,
): PieceAppends {
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let isUnderWay = false;

  const takeTogether = (): Waiting[] => {
    let bytes = 0;
    const count = waiting.findIndex(({ piece }, position) => {
      bytes += piece.sealed.byteLength;
      return position > 0 && bytes > MOST_TOGETHER_BYTES;
    });
    return waiting.splice(0, count === -1 ? waiting.length : count);
  };

  const appendTogether = async (together: readonly Waiting[]): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      try {
        const open = await store.append(together.map(({ piece }) => piece));
        for (const { piece } of together) waitingBytes -= piece.sealed.byteLength;
        for (const { piece, resolve } of together) resolve(open.has(piece.recordingId) ? "kept" : "ended");
        return;
      } catch (error) {
        // What took effect all the same is found to be there: nothing is in twice.
        if (attempt === 0) report(error);
        await wait(AGAIN_AFTER_MS[Math.min(attempt, AGAIN_AFTER_MS.length - 1)]!);
      }
    }
  };

  const run = async (): Promise<void> => {
    isUnderWay = true;
    while (waiting.length > 0) await appendTogether(takeTogether());
    isUnderWay = false;
  };

  return {
    append: (piece) =>
      new Promise((resolve) => {
        waiting.push({ piece, resolve });
        waitingBytes += piece.sealed.byteLength;
        if (!isUnderWay) void run();
      }),
    waitingBytes: () => waitingBytes,
  };
}
