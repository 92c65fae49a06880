import { commentBody } from "@ensemble/shared/protocol/review-messages.ts";
import type { PicturePoint } from "@ensemble/shared/session/annotation.ts";
import { describe, expect, it } from "vitest";
import { COMMENT_TOOLS, strokeOf } from "./comment-drawing-rules.ts";

const ASPECT = 16 / 9;
/** In picture heights. */
const placesOf = (points: readonly number[] = []) =>
  Array.from({ length: points.length / 2 }, (_, i) => [(points[2 * i] ?? 0) * ASPECT, points[2 * i + 1] ?? 0] as const);
const apart = (a: readonly number[] = [], b: readonly number[] = []) =>
  Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));
const draw = (tool: (typeof COMMENT_TOOLS)[number], points: readonly PicturePoint[]) =>
  placesOf(strokeOf(tool, points, ASPECT)?.points);

describe("a drawing of a comment as a line", () => {
  it("is a round circle about its middle, in a picture of any shape", () => {
    const middle = [ASPECT / 2, 0.5];
    const corners = draw("circle", [
      [1_024, 1_024],
      [1_024, 512],
    ]);
    expect(corners.length).toBeGreaterThan(20);
    for (const corner of corners) expect(apart(corner, middle)).toBeCloseTo(0.25, 3);
    expect(apart(corners[0], corners.at(-1))).toBeCloseTo(0, 3);
  });

  it("is an arrow from its tail to its tip, with wings of one length behind the tip", () => {
    const [tail, tip, left, back, right] = draw("arrow", [
      [0, 1_024],
      [1_024, 1_024],
    ]);
    expect([tail, tip]).toEqual([
      [0, 0.5],
      [ASPECT / 2, 0.5],
    ]);
    expect(back).toEqual(tip);
    expect(apart(left, tip)).toBeCloseTo(apart(right, tip), 3);
    expect(left?.[0]).toBeLessThan(tip?.[0] ?? 0);
    expect(left?.[0]).toBeCloseTo(right?.[0] ?? 0, 3);
    expect((left?.[1] ?? 0) + (right?.[1] ?? 0)).toBeCloseTo(1, 3);
  });

  it("is what a server takes, however long and wherever it was drawn, and nothing before it is a line", () => {
    const scrawl = Array.from({ length: 500 }, (_, i): PicturePoint => [(4 * i) % 2_048, (i * i) % 2_048]);
    const { drawing } = commentBody.shape;
    for (const tool of COMMENT_TOOLS) {
      const across = strokeOf(tool, tool === "pen" ? scrawl : [scrawl[0] ?? [0, 0], [2_048, 2_048]], ASPECT);
      expect(drawing.parse([across]), tool).toHaveLength(1);
      expect(strokeOf(tool, [[5, 5]], ASPECT)).toBeUndefined();
    }
  });
});
