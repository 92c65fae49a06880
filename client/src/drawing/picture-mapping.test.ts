import { HIGHEST_COORDINATE, type PicturePoint } from "@ensemble/shared/session/annotation.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pictureMapping, type ShownPicture, toPicture, toScreen } from "./picture-mapping.ts";

const boxes = fc.record({ width: fc.integer({ min: 120, max: 2000 }), height: fc.integer({ min: 120, max: 2000 }) });
const shownPictures: fc.Arbitrary<ShownPicture> = fc.record({
  fit: fc.constantFrom("cover" as const, "contain" as const),
  aspect: fc.double({ min: 0.4, max: 2.5, noNaN: true }),
  mirrored: fc.boolean(),
});
const coordinate = fc.integer({ min: 0, max: HIGHEST_COORDINATE });
const points: fc.Arbitrary<PicturePoint> = fc.tuple(coordinate, coordinate);

describe("a place of a picture on screen", () => {
  it("is the same place again on the way back, within half a unit and what a screen's numbers lose", () => {
    fc.assert(
      fc.property(shownPictures, boxes, points, (shown, { width, height }, point) => {
        const mapping = pictureMapping(shown, width, height);
        const [x, y] = toPicture(mapping, toScreen(mapping, point));
        expect(Math.abs(x - point[0])).toBeLessThanOrEqual(1);
        expect(Math.abs(y - point[1])).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("keeps both ways equally long, so that a circle is one and an angle is true", () => {
    fc.assert(
      fc.property(shownPictures, boxes, (shown, { width, height }) => {
        const { scaleX, scaleY } = pictureMapping(shown, width, height);
        expect(Math.abs(scaleX) / scaleY).toBeCloseTo(shown.aspect, 6);
      }),
    );
  });

  it("lies on the other side of the middle where the picture is mirrored", () => {
    fc.assert(
      fc.property(shownPictures, boxes, points, (shown, { width, height }, point) => {
        const plain = toScreen(pictureMapping({ ...shown, mirrored: false }, width, height), point);
        const mirrored = toScreen(pictureMapping({ ...shown, mirrored: true }, width, height), point);
        expect(mirrored.x).toBeCloseTo(width - plain.x, 6);
        expect(mirrored.y).toBeCloseTo(plain.y, 6);
      }),
    );
  });

  it("is within the box where the picture is shown whole, which then touches two of its sides", () => {
    fc.assert(
      fc.property(shownPictures, boxes, (shown, { width, height }) => {
        const mapping = pictureMapping({ ...shown, fit: "contain", mirrored: false }, width, height);
        const [upperLeft, lowerRight] = [toScreen(mapping, [0, 0]), toScreen(mapping, [2048, 2048])];
        const left = [upperLeft.x, upperLeft.y, width - lowerRight.x, height - lowerRight.y];
        expect(Math.min(...left)).toBeGreaterThan(-1e-6);
        expect(left.filter((gap) => gap < 1e-6).length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it("is known by hand: a wide picture in a square box, cut off and mirrored", () => {
    const mapping = pictureMapping({ fit: "cover", aspect: 2, mirrored: true }, 100, 100);
    // 200 pixels wide, of which 50 are cut off at either side; a quarter of the way is the box's edge, mirrored the right one.
    expect(toScreen(mapping, [512, 1024])).toEqual({ x: 100, y: 50 });
    expect(toPicture(mapping, { x: 0, y: 100 })).toEqual([1536, 2048]);
  });

  it("is the picture's edge for what lies beside it, and never no number", () => {
    const mapping = pictureMapping({ fit: "contain", aspect: 1, mirrored: false }, 300, 100);
    expect(toPicture(mapping, { x: -50, y: 1000 })).toEqual([0, 2048]);
    expect(toPicture(pictureMapping({ fit: "contain", aspect: 1, mirrored: false }, 0, 0), { x: 3, y: 3 })).toEqual([
      0, 0,
    ]);
  });
});
