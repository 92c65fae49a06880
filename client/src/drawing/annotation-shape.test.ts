import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { angleDegrees, annotationShape } from "./annotation-shape.ts";
import { pictureMapping } from "./picture-mapping.ts";

const WIDE = pictureMapping({ fit: "contain", aspect: 2, mirrored: false }, 400, 200);
const MIRRORED = pictureMapping({ fit: "cover", aspect: 2, mirrored: true }, 300, 300);

describe("an annotation on screen", () => {
  it("says an angle as it is in the world: the picture's numbers alone would say another", () => {
    // Twice as wide as high: a quarter of the width is as long as half of the height.
    const points = [
      [1024, 0],
      [1024, 1024],
      [1536, 0],
    ] as const;
    for (const mapping of [WIDE, MIRRORED])
      expect(annotationShape({ tool: "angle", points }, mapping, undefined)?.label?.text).toBe("45°");
  });

  it("keeps an angle's degrees whichever end was marked first, from 0 to 180", () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 900 }) });
    fc.assert(
      fc.property(place, place, place, (a, corner, b) => {
        const degrees = angleDegrees(a, corner, b);
        expect(degrees).toBe(angleDegrees(b, corner, a));
        expect(degrees >= 0 && degrees <= 180).toBe(true);
      }),
    );
    expect(angleDegrees({ x: 0, y: 0 }, { x: 5, y: 0 }, { x: 10, y: 0 })).toBe(180);
    expect(angleDegrees({ x: 5, y: 9 }, { x: 5, y: 0 }, { x: 10, y: 0 })).toBe(90);
  });

  it("is a round circle through its second point", () => {
    const points = [
      [1024, 1024],
      [1024, 512],
    ] as const;
    expect(annotationShape({ tool: "circle", points }, WIDE, undefined)?.lines).toBe(
      "M150 100 A50 50 0 1 0 250 100 A50 50 0 1 0 150 100 Z",
    );
  });

  it("is nothing before it has two points, nor a target where no body is seen", () => {
    expect(annotationShape({ tool: "pen", points: [[1, 1]] }, WIDE, undefined)).toBeUndefined();
    const target = { annotationId: "a", tool: "target", joint: "leftKnee", degrees: 90 } as const;
    expect(annotationShape(target, WIDE, undefined)).toBeUndefined();
  });
});
