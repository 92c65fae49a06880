import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CoverMapping, coverMapping } from "./cover-mapping.ts";

const place = (mapping: CoverMapping, x: number, y: number) => [
  mapping.offsetX + mapping.scaleX * x,
  mapping.offsetY + mapping.scaleY * y,
];

describe("a picture that covers its box", () => {
  test("fills a box of its own shape exactly", () => {
    const mapping = coverMapping(4 / 3, 640, 480, false);
    expect(place(mapping, 0, 0)).toEqual([0, 0]);
    expect(place(mapping, 1, 1)).toEqual([640, 480]);
  });

  test("is cut left and right in a narrower box and above and below in a wider one", () => {
    expect(place(coverMapping(2, 100, 100, false), 0, 0)).toEqual([-50, 0]);
    expect(place(coverMapping(2, 100, 100, false), 1, 1)).toEqual([150, 100]);
    expect(place(coverMapping(1, 200, 100, false), 0, 0)).toEqual([0, -50]);
  });

  test("mirrored, the person's left is on the left of the screen", () => {
    expect(place(coverMapping(4 / 3, 640, 480, true), 0, 0.5)).toEqual([640, 240]);
    expect(place(coverMapping(4 / 3, 640, 480, true), 0.75, 0.5)).toEqual([160, 240]);
  });

  test("keeps the middle in the middle, covers the whole box and keeps proportions", () => {
    const size = fc.double({ min: 10, max: 4_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        size,
        size,
        fc.boolean(),
        (aspect, width, height, mirrored) => {
          const mapping = coverMapping(aspect, width, height, mirrored);
          const [x, y] = place(mapping, 0.5, 0.5);
          expect(x).toBeCloseTo(width / 2, 6);
          expect(y).toBeCloseTo(height / 2, 6);
          expect(Math.abs(mapping.scaleX)).toBeGreaterThanOrEqual(width * (1 - 1e-9));
          expect(mapping.scaleY).toBeGreaterThanOrEqual(height * (1 - 1e-9));
          expect(Math.abs(mapping.scaleX) / mapping.scaleY).toBeCloseTo(aspect, 6);
        },
      ),
    );
  });
});
