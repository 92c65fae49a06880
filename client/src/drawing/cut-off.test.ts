import { LANDMARK, LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import { describe, expect, it } from "vitest";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { isCutOff } from "./cut-off.ts";
import { pictureMapping } from "./picture-mapping.ts";

/** A picture twice as wide as high, of which a square shows the middle half. */
const BOX = { width: 300, height: 300 };
const CUT = pictureMapping({ fit: "cover", aspect: 2, mirrored: true }, BOX.width, BOX.height);
const WHOLE = pictureMapping({ fit: "contain", aspect: 2, mirrored: true }, BOX.width, BOX.height);
const line = (...points: readonly (readonly [number, number])[]) => ({ tool: "pen" as const, points });

/** A right leg that hangs straight down at `x`, 2048 for the picture's width. */
function bodyAt(x: number): DrawnBody {
  const points = new Array<number>(2 * LANDMARK_COUNT).fill(1_024);
  for (const [name, y] of [
    ["rightHip", 1_000],
    ["rightKnee", 1_300],
    ["rightAnkle", 1_600],
  ] as const) {
    points[2 * LANDMARK[name]] = x;
    points[2 * LANDMARK[name] + 1] = y;
  }
  return { points, stride: 2, visibility: new Array<number>(LANDMARK_COUNT).fill(255), aspect: 2 };
}

describe("what is drawn on a picture that is cut off at its sides", () => {
  it("is seen in the middle half, and not beside it, on either side", () => {
    expect(isCutOff([line([540, 0], [1_500, 2_048])], CUT, BOX, undefined)).toBe(false);
    expect(isCutOff([line([480, 900], [1_000, 900])], CUT, BOX, undefined)).toBe(true);
    expect(isCutOff([line([1_000, 900], [1_570, 900])], CUT, BOX, undefined)).toBe(true);
  });

  it("is cut off with the side of a circle whose middle is seen", () => {
    const circle = (radius: number) => ({
      tool: "circle" as const,
      points: [[600, 1_000] as const, [600, 1_000 - radius] as const],
    });
    // On the body a part of the width is twice as far as the same part of the height.
    expect(isCutOff([circle(100)], CUT, BOX, undefined)).toBe(false);
    expect(isCutOff([circle(200)], CUT, BOX, undefined)).toBe(true);
  });

  it("is cut off where the body takes its target out of the middle", () => {
    const target = { annotationId: "1", tool: "target", joint: "rightKnee", degrees: 10 } as const;
    expect(isCutOff([target], CUT, BOX, bodyAt(1_000))).toBe(false);
    expect(isCutOff([target], CUT, BOX, bodyAt(400))).toBe(true);
    expect(isCutOff([target], CUT, BOX, undefined)).toBe(false);
  });

  it("is all there where the whole picture is shown, also what leaves the picture itself", () => {
    const far = line([0, 0], [2_048, 2_048]);
    const leaving = { tool: "circle" as const, points: [[10, 10] as const, [700, 10] as const] };
    expect(isCutOff([far, leaving], WHOLE, BOX, undefined)).toBe(false);
    expect(
      isCutOff(
        [
          {
            tool: "circle",
            points: [
              [1_024, 20],
              [1_024, 300],
            ],
          },
        ],
        CUT,
        BOX,
        undefined,
      ),
    ).toBe(false);
  });
});
