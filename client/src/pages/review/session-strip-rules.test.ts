import type { ReviewedMoment, ReviewedSet, SessionReview } from "@ensemble/shared/protocol/review-messages.ts";
import { describe, expect, it } from "vitest";
import { sharesIn, stripOf } from "./session-strip-rules.ts";

const set = (setId: string, startMs: number, endMs: number | null) => ({ setId, startMs, endMs }) as ReviewedSet;
const pain = (atMs: number): ReviewedMoment => ({ kind: "painReported", atMs, level: 3 });
const review = (sets: ReviewedSet[], endsAtMs: number, moments: ReviewedMoment[] = []) =>
  ({ sets, moments, drawings: [], endsAtMs }) as unknown as SessionReview;
const read = (of: SessionReview) =>
  stripOf(of).map(({ set: one, startMs, endMs, moments }) => [one?.setId ?? "rest", startMs, endMs, moments.length]);

describe("a session in the order of its time", () => {
  it("is sets with rests between them, and everything that happened is in one of them", () => {
    const sets = [set("one", 60_000, 120_000), set("two", 180_000, 240_000)];
    const moments = [pain(0), pain(60_000), pain(119_999), pain(120_000), pain(300_000)];
    expect(read(review(sets, 300_000, moments))).toEqual([
      ["rest", 0, 60_000, 1],
      ["one", 60_000, 120_000, 2],
      ["rest", 120_000, 180_000, 1],
      ["two", 180_000, 240_000, 0],
      ["rest", 240_000, 300_000, 1],
    ]);
  });

  it("has no rest that nobody rested in, unless something happened in it", () => {
    const sets = [set("one", 500, 10_000), set("two", 10_000, 20_000), set("three", 20_300, 30_000)];
    expect(read(review(sets, 30_000, [pain(20_100)]))).toEqual([
      ["one", 500, 10_000, 0],
      ["two", 10_000, 20_000, 0],
      ["rest", 20_000, 20_300, 1],
      ["three", 20_300, 30_000, 0],
    ]);
  });

  it("lets a set that was left open last until the next one, or until the session's end", () => {
    const sets = [set("one", 0, null), set("two", 30_000, null)];
    expect(read(review(sets, 50_000))).toEqual([
      ["one", 0, 30_000, 0],
      ["two", 30_000, 50_000, 0],
    ]);
  });

  it("says which share of a part was recorded", () => {
    const part = { startMs: 10_000, endMs: 20_000 };
    const spans = [
      { startMs: 0, endMs: 12_500 },
      { startMs: 15_000, endMs: 17_500 },
      { startMs: 20_000, endMs: 30_000 },
    ];
    expect(sharesIn(part, spans)).toEqual([
      { from: 0, to: 25 },
      { from: 50, to: 75 },
    ]);
  });
});
