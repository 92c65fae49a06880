import type { ReviewedDrawing } from "@ensemble/shared/protocol/review-messages.ts";
import { describe, expect, it } from "vitest";
import { drawnAt, groupDrawings } from "./drawing-rules.ts";

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
