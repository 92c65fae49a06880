import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advancePlayback,
  frameIndexAt,
  nextStart,
  previousStart,
  shownFrameAt,
  spanAt,
  type Track,
} from "./playback-rules.ts";

const track: Track = { startMs: 1_000, endMs: 12_000, frameTimes: [1_200, 1_233, 1_266, 9_000, 9_033, 10_900, 11_900] };
const repetitions = [
  { startMs: 2_000, endMs: 4_000 },
  { startMs: 5_000, endMs: 7_000 },
  { startMs: 7_000, endMs: 9_000 },
];

describe("a player on a set's time line", () => {
  it("shows the last frame that was taken by then, and none in a hole", () => {
    expect([1_199, 1_200, 1_250, 20_000].map((atMs) => frameIndexAt(track.frameTimes, atMs))).toEqual([-1, 0, 1, 6]);
    expect([-400, 1_100, 1_300, 5_000, 9_000].map((atMs) => shownFrameAt(track.frameTimes, atMs))).toEqual([
      undefined,
      0,
      2,
      undefined,
      3,
    ]);
    expect(shownFrameAt([], 0)).toBeUndefined();
  });

  it("plays on, jumps over what was not recorded, and ends at the end", () => {
    expect(advancePlayback(track, 1_000, 16)).toEqual({ atMs: 1_016, ended: false });
    expect(advancePlayback(track, 1_266, 16)).toEqual({ atMs: 9_000, ended: false });
    expect(advancePlayback(track, 11_990, 16)).toEqual({ atMs: 12_000, ended: true });
    expect(advancePlayback({ ...track, endMs: 60_000 }, 11_900, 16)).toEqual({ atMs: 11_900, ended: true });
  });

  it("never runs backwards or beyond the end, and always ends", () => {
    const times = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 500 }), (list, step) => {
        const frameTimes = [...new Set(list)].sort((a, b) => a - b);
        const made = { startMs: 0, endMs: 100_000, frameTimes };
        let at = { atMs: 0, ended: false };
        for (let turns = 0; !at.ended; turns++) {
          const next = advancePlayback(made, at.atMs, step);
          expect(next.atMs).toBeGreaterThanOrEqual(at.atMs);
          expect(next.atMs).toBeLessThanOrEqual(made.endMs);
          expect(turns).toBeLessThanOrEqual(made.endMs);
          at = next;
        }
      }),
      { numRuns: 50 },
    );
  });

  it("jumps to the repetitions' beginnings, back to the one before from where one begins", () => {
    expect([0, 2_000, 2_001, 6_000, 7_000].map((atMs) => nextStart(repetitions, atMs))).toEqual([
      2_000,
      5_000,
      5_000,
      7_000,
      undefined,
    ]);
    expect([0, 2_000, 5_000, 6_000, 7_000, 20_000].map((atMs) => previousStart(repetitions, atMs))).toEqual([
      undefined,
      undefined,
      2_000,
      5_000,
      5_000,
      7_000,
    ]);
  });

  it("knows which repetition is under way", () => {
    expect([1_999, 4_500].map((atMs) => spanAt(repetitions, atMs - 10))).toEqual([undefined, undefined]);
    expect(spanAt(repetitions, 7_000)).toBe(repetitions[2]);
    expect(spanAt(repetitions, 3_000)).toBe(repetitions[0]);
  });
});
