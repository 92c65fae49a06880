import { describe, expect, it, vi } from "vitest";
import { agreesWithEnd, keepRecording } from "./keep-recording.ts";
import type { DataKey } from "./key-door.ts";
import type { PieceAppends } from "./piece-appends.ts";
import type { RecordedPiece } from "./recording.ts";

const MEGABYTE = 1024 * 1024;
/** Seals nothing: what is sealed can be looked at. */
const key: DataKey = {
  seal: (place, plain) => Buffer.concat([Buffer.from(`${place}|`), plain]),
  open: (place, sealed) => {
    const text = `${place}|`;
    if (!Buffer.from(sealed).toString().startsWith(text)) throw new Error("another place");
    return Buffer.from(sealed).subarray(text.length);
  },
};
const piece = (index: number, over: Partial<RecordedPiece> = {}): RecordedPiece => ({
  index,
  kind: index === 0 ? "header" : "media",
  startMs: index * 1_000,
  durationMs: 1_000,
  keyFrame: true,
  bytes: Buffer.from(`piece ${index}`),
  ...over,
});

function keeping(append: PieceAppends["append"] = async () => "kept", waitingBytes = () => 0) {
  const appended = vi.fn(append);
  const end = vi.fn(async (_sealed: Uint8Array | undefined) => {});
  const onStopped = vi.fn();
  const appends = { append: appended, waitingBytes };
  const it = keepRecording({ recordingId: "r", epoch: 1, key, appends, end, kept: () => undefined, onStopped });
  return { ...it, appended, end, onStopped };
}

describe("keeping a recording", () => {
  it("seals each piece at its place before it gives it away, in the same turn", () => {
    const { keepPiece, appended } = keeping();
    void keepPiece(piece(0));
    void keepPiece(piece(1, { keyFrame: false }));
    expect(appended.mock.calls.map(([{ sealed }]) => Buffer.from(sealed).toString())).toEqual([
      "recording_piece:r:0:0:0:1000:1|piece 0",
      "recording_piece:r:1:7:1000:1000:0|piece 1",
    ]);
  });

  it.each([
    ["a piece that is not the next one", piece(2), "outOfOrder"],
    ["a second header", piece(1, { kind: "header" }), "outOfOrder"],
    ["a time that is none", piece(1, { startMs: Number.NaN }), "malformed"],
    ["a time before the beginning", piece(1, { startMs: -1 }), "malformed"],
    ["a time no database holds", piece(1, { startMs: 2 ** 31 }), "malformed"],
    ["a length that is none", piece(1, { durationMs: Number.POSITIVE_INFINITY }), "malformed"],
    ["a piece of more than four megabytes", piece(1, { bytes: Buffer.alloc(4 * MEGABYTE + 1) }), "tooLarge"],
  ])("stops at %s, once, and ends it as not finished", async (_what, wrong, cause) => {
    const { keepPiece, finish, appended, end, onStopped } = keeping();
    expect(await keepPiece(piece(0))).toBe("kept");
    expect(await keepPiece(wrong)).toBe("stopped");
    expect(await keepPiece(piece(1))).toBe("stopped");
    await finish();
    expect(onStopped.mock.calls).toEqual([[cause]]);
    expect(end.mock.calls).toEqual([[undefined]]);
    expect(appended).toHaveBeenCalledTimes(1);
  });

  it("stops at a header that is none", async () => {
    const { keepPiece, onStopped } = keeping();
    expect(await keepPiece(piece(0, { kind: "media" }))).toBe("stopped");
    expect(onStopped.mock.calls).toEqual([["outOfOrder"]]);
  });

  it("stops when all recordings of the process together wait for too much", async () => {
    const { keepPiece, onStopped } = keeping(undefined, () => 256 * MEGABYTE);
    expect(await keepPiece(piece(0))).toBe("stopped");
    expect(onStopped.mock.calls).toEqual([["tooSlow"]]);
  });

  it("says how much it had when it is finished, after what is under way, and once", async () => {
    const durable = Promise.withResolvers<"kept">();
    const { keepPiece, finish, end } = keeping(() => durable.promise);
    void keepPiece(piece(0));
    void keepPiece(piece(1));
    const both = [finish(), finish()];
    expect(await keepPiece(piece(2))).toBe("stopped");
    expect(end).not.toHaveBeenCalled();
    durable.resolve("kept");
    await Promise.all(both);
    expect(end).toHaveBeenCalledTimes(1);
    const sealed = end.mock.calls[0]![0]!;
    expect(agreesWithEnd(key, "r", sealed, { pieces: 2, bytes: 14 })).toBe(true);
    expect(agreesWithEnd(key, "r", sealed, { pieces: 1, bytes: 7 })).toBe(false);
    expect(() => agreesWithEnd(key, "other", sealed, { pieces: 2, bytes: 14 })).toThrow();
  });

  it("is not finished when it turns out to have been ended by somebody else while it waits", async () => {
    const { keepPiece, finish, end, onStopped } = keeping(async () => "ended");
    void keepPiece(piece(0));
    await finish();
    expect(onStopped.mock.calls).toEqual([["endedElsewhere"]]);
    expect(end.mock.calls).toEqual([[undefined]]);
  });
});
