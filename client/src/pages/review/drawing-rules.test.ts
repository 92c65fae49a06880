import type { ReviewedDrawing } from "@ensemble/shared/protocol/review-messages.ts";
import { describe, expect, it } from "vitest";
import { drawnAt, groupDrawings, pictureMomentAt } from "./drawing-rules.ts";

const drawing = (annotationId: string, atMs: number, untilMs: number | null): ReviewedDrawing => ({
  annotation: { annotationId, tool: "target", joint: "leftKnee", degrees: 90, atMs },
  untilMs,
});
const drawings = [drawing("a", 1_000, 5_000), drawing("b", 2_000, null), drawing("c", 9_000, null)];

describe("drawings of the class", () => {
  it("are there from their moment until they were taken away", () => {
    const idsAt = (atMs: number) => drawnAt(drawings, atMs).map(({ annotationId }) => annotationId);
    expect(idsAt(999)).toEqual([]);
    expect(idsAt(1_000)).toEqual(["a"]);
    expect(idsAt(4_999)).toEqual(["a", "b"]);
    expect(idsAt(5_000)).toEqual(["b"]);
    expect(idsAt(60_000)).toEqual(["b", "c"]);
  });

  it("are one mark where they were drawn right after each other, within the span alone", () => {
    const marksOf = (startMs: number, endMs: number, nearMs: number) =>
      groupDrawings(drawings, { startMs, endMs }, nearMs).map(({ atMs, drawings: of }) => [atMs, of.length]);
    expect(marksOf(0, 10_000, 1_000)).toEqual([
      [1_000, 2],
      [9_000, 1],
    ]);
    expect(marksOf(0, 10_000, 999)).toHaveLength(3);
    expect(marksOf(1_500, 8_000, 999)).toEqual([[2_000, 1]]);
  });
});

describe("a picture that stood still in the class", () => {
  const circle = (annotationId: string, atMs: number, untilMs: number | null): ReviewedDrawing => ({
    annotation: { annotationId, tool: "circle", points: [], stays: true, atMs },
    untilMs,
  });
  const holds = [
    { fromMs: 1_000, untilMs: 10_000 },
    { fromMs: 20_000, untilMs: null },
  ];
  const momentsOf = (...of: readonly ReviewedDrawing[]) =>
    [999, 1_000, 2_999, 3_000, 5_999, 6_000, 9_999, 10_000, 12_000, 20_000, 25_000].map((atMs) =>
      pictureMomentAt({ holds, drawings: of }, atMs),
    );

  it("stands where it was while something is there that was drawn on it, and moves before and afterwards", () => {
    const moving = [999, 1_000, 2_999, 3_000, 5_999, 6_000, 9_999, 10_000, 12_000, 20_000, 25_000];
    expect(momentsOf()).toEqual(moving);
    expect(momentsOf(circle("a", 3_000, 6_000))).toEqual(moving.with(3, 1_000).with(4, 1_000));
    // It stays, and the picture goes on.
    expect(momentsOf(circle("a", 3_000, null)).slice(0, 9)).toEqual(
      moving.with(3, 1_000).with(4, 1_000).with(5, 1_000).with(6, 1_000).slice(0, 9),
    );
    expect(momentsOf(circle("b", 21_000, null)).at(-1)).toBe(20_000);
  });

  it("does not stand for a target, which follows its joint, nor for what was drawn before", () => {
    expect(momentsOf(drawing("t", 3_000, 6_000))[3]).toBe(3_000);
    expect(momentsOf(circle("a", 500, 6_000))[3]).toBe(3_000);
  });

  it("goes on when what was drawn has faded", () => {
    const fading: ReviewedDrawing = {
      annotation: { ...circle("f", 21_000, null).annotation, stays: false } as never,
      untilMs: null,
    };
    expect(pictureMomentAt({ holds, drawings: [fading] }, 40_000)).toBe(20_000);
    expect(pictureMomentAt({ holds, drawings: [fading] }, 45_000)).toBe(45_000);
  });
});
