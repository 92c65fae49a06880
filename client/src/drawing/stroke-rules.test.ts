import { MOST_PEN_POINTS, type PicturePoint } from "@ensemble/shared/session/annotation.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simplifyStroke } from "./stroke-rules.ts";

const coordinate = fc.integer({ min: 0, max: 2048 });
const strokes = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 400 });

describe("a pen's line", () => {
  it("has as many points as fit, of those drawn, in their order, with both ends", () => {
    fc.assert(
      fc.property(strokes, fc.integer({ min: 2, max: MOST_PEN_POINTS }), (stroke, most) => {
        const kept = simplifyStroke(stroke, most);
        expect(kept.length).toBeGreaterThanOrEqual(2);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect([kept[0], kept.at(-1)]).toEqual([stroke[0], stroke.at(-1)]);
        let from = 0;
        for (const point of kept) {
          const at = stroke.indexOf(point as [number, number], from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + 1;
        }
      }),
    );
  });

  it("keeps nothing between the ends of what is straight", () => {
    const straight = Array.from({ length: 100 }, (_, step): PicturePoint => [10 * step, 5 * step]);
    expect(simplifyStroke(straight, MOST_PEN_POINTS)).toEqual([
      [0, 0],
      [990, 495],
    ]);
  });

  it("runs nowhere far from what was drawn: a circle of a whole picture stays round", () => {
    const circle = Array.from({ length: 900 }, (_, step): PicturePoint => {
      const angle = (2 * Math.PI * step) / 900;
      return [Math.round(1024 + 900 * Math.cos(angle)), Math.round(1024 + 900 * Math.sin(angle))];
    });
    const kept = simplifyStroke(circle, MOST_PEN_POINTS);
    for (const [index, [x, y]] of kept.entries()) {
      const [nextX, nextY] = kept[index + 1] ?? [x, y];
      expect(Math.abs(900 - Math.hypot((x + nextX) / 2 - 1024, (y + nextY) / 2 - 1024))).toBeLessThan(8);
    }
  });

  it("is a dot where the pen was only put down", () => {
    expect(simplifyStroke([[7, 9]], 10)).toEqual([
      [7, 9],
      [7, 9],
    ]);
    expect(simplifyStroke([], 10)).toEqual([]);
  });
});
