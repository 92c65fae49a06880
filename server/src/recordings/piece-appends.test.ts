import { describe, expect, it, vi } from "vitest";
import { createPieceAppends } from "./piece-appends.ts";
import type { SealedPiece } from "./pieces-store.ts";

const piece = (recordingId: string, bytes = 10): SealedPiece => ({
  recordingId,
  epoch: 1,
  head: { piece: 0, firstByte: 0, startsMs: 0, durationMs: 0, keyFrame: true, bytes },
  sealed: Buffer.alloc(bytes),
});

describe("pieces on their way into the database", () => {
  it("go together while one statement is under way, one statement at a time", async () => {
    const statements: { readonly names: readonly string[]; readonly done: () => void }[] = [];
    const append = (pieces: readonly SealedPiece[]) => {
      const names = pieces.map(({ recordingId }) => recordingId);
      return new Promise<ReadonlySet<string>>((resolve) => {
        statements.push({ names, done: () => resolve(new Set(names)) });
      });
    };
    const appends = createPieceAppends({ append }, vi.fn());
    const outcomes = ["a", "b", "c", "b"].map((name) => appends.append(piece(name)));
    expect(statements.map(({ names }) => names)).toEqual([["a"]]);
    expect(appends.waitingBytes()).toBe(40);
    statements[0]!.done();
    await outcomes[0];
    await vi.waitFor(() => expect(statements[1]?.names).toEqual(["b", "c", "b"]));
    statements[1]!.done();
    expect(await Promise.all(outcomes)).toEqual(["kept", "kept", "kept", "kept"]);
    expect(appends.waitingBytes()).toBe(0);
  });

  it("are told that their recording has ended, and only they", async () => {
    const appends = createPieceAppends({ append: async () => new Set(["a"]) }, vi.fn());
    expect(await Promise.all([appends.append(piece("a")), appends.append(piece("b"))])).toEqual(["kept", "ended"]);
  });

  it("are tried again with growing pauses until they are taken, and reported once", async () => {
    const append = vi.fn(async () => new Set(["a"]));
    for (let i = 0; i < 7; i++) append.mockRejectedValueOnce(new Error("away"));
    const report = vi.fn();
    const pauses: number[] = [];
    const appends = createPieceAppends({ append }, report, async (ms) => pauses.push(ms));
    expect(await appends.append(piece("a"))).toBe("kept");
    expect(pauses).toEqual([100, 250, 500, 1_000, 2_000, 2_000, 2_000]);
    expect(report).toHaveBeenCalledTimes(1);
  });

  it("go in statements of a few megabytes", async () => {
    const sizes: number[] = [];
    const append = async (pieces: readonly SealedPiece[]) => {
      sizes.push(pieces.length);
      return new Set(pieces.map(({ recordingId }) => recordingId));
    };
    const appends = createPieceAppends({ append }, vi.fn());
    await Promise.all(Array.from({ length: 8 }, () => appends.append(piece("a", 1.5 * 1024 * 1024))));
    expect(sizes).toEqual([1, 2, 2, 2, 1]);
  });
});
