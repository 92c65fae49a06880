import { describe, expect, test } from "vitest";
import { outlinePath } from "./stand-outline.ts";

function places(path: string): (readonly [number, number])[] {
  const numbers = (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0] as const);
}

describe("the outline to step into", () => {
  test.each([
    [640, 480],
    [480, 640],
    [1280, 720],
    [200, 600],
  ])("lies within a box of %d × %d, in its middle, feet near the bottom", (width, height) => {
    const outline = places(outlinePath(width, height));
    const xs = outline.map(([x]) => x);
    const ys = outline.map(([, y]) => y);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(width);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ys)).toBeLessThanOrEqual(height);
    expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(width / 2, 0);
    expect(Math.max(...ys)).toBeGreaterThan(0.9 * height);
  });

  test("is one closed path", () => {
    expect(outlinePath(300, 400)).toMatch(/^M[^M]*Z$/);
  });
});
