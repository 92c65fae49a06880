import type { RecordingPiece } from "@ensemble/shared/protocol/http-messages.ts";
import { expect, it } from "vitest";
import { entryAt, isGivenAt, isRecordedAt, nextPiece, placeAt, runFor } from "./feed-run-rules.ts";

const piece = (startMs: number, keyFrame: boolean, durationMs = 1_000): RecordingPiece => {
  return { firstByte: 0, bytes: 1, startMs, durationMs, keyFrame };
};
/** Key frames at 0, 3 and 60 seconds; nothing between 6 and 60. */
const pieces = [
  piece(0, false, 0),
  piece(0, true),
  piece(1_000, false),
  piece(2_000, false),
  piece(3_000, true),
  piece(4_000, false),
  piece(5_000, false),
  piece(60_000, true),
  piece(61_000, false),
];

it("enters at the key frame before the moment, never at the header", () => {
  expect([0, 2_999, 3_000, 30_000, 90_000].map((atMs) => entryAt(pieces, atMs))).toEqual([1, 1, 4, 4, 7]);
  expect(entryAt(pieces, -1)).toBeUndefined();
});

it("knows where nothing was recorded", () => {
  expect([-1, 0, 5_999, 6_700, 59_999, 60_000, 62_700].map((atMs) => isRecordedAt(pieces, atMs))).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
});

it("knows what a player was given, whatever it has kept of it", () => {
  const run = { first: 1, next: 4 };
  expect([-1, 0, 2_999, 3_000, 30_000, 60_000].map((atMs) => isGivenAt(pieces, run, atMs))).toEqual([
    false,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(isGivenAt(pieces, { first: 4, next: 7 }, 500)).toBe(false);
});

it("shows the last picture until the next comes, where a weak line brings few", () => {
  const few = [piece(0, false, 0), piece(0, true, 700), piece(1_100, false, 800), piece(2_400, false, 600)];
  const moments = [0, 650, 700, 1_099, 1_100, 2_200, 2_400, 2_999, 3_500];
  expect(moments.map((atMs) => isRecordedAt(few, atMs))).toEqual(moments.map(() => true));
  expect(moments.map((atMs) => placeAt(few, atMs))).toEqual([0, 650, 699, 699, 1_100, 1_899, 2_400, 2_999, 2_999]);
  // Behind the end, and in a hole, there is none.
  expect([3_600, 30_000].map((atMs) => placeAt(few, atMs))).toEqual([3_600, 30_000]);
  expect(placeAt(few, -5)).toBe(-5);
});

it("goes on where it is, and begins anew for a jump out of what was given", () => {
  expect(runFor(pieces, undefined, 2_000)).toEqual({ first: 1, next: 1 });
  const run = { first: 1, next: 5 };
  expect(runFor(pieces, run, 500)).toBe(run);
  expect(runFor(pieces, run, 5_500)).toBe(run);
  expect(runFor(pieces, run, 60_100)).toEqual({ first: 7, next: 7 });
  expect(runFor(pieces, { first: 7, next: 9 }, 3_500)).toEqual({ first: 4, next: 4 });
  // In a hole there is nothing to fetch.
  expect(runFor(pieces, run, 30_000)).toBe(run);
  expect(runFor(pieces, undefined, 30_000)).toBeUndefined();
});

it("gives pieces some seconds early, and not the whole recording", () => {
  expect(nextPiece(pieces, { first: 1, next: 1 }, 0)).toBe(pieces[1]);
  expect(nextPiece(pieces, { first: 1, next: 7 }, 4_000)).toBeUndefined();
  expect(nextPiece(pieces, { first: 1, next: 7 }, 55_000)).toBe(pieces[7]);
  expect(nextPiece(pieces, { first: 7, next: 9 }, 61_000)).toBeUndefined();
});
