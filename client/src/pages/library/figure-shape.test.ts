import { readFileSync } from "node:fs";
import { drawFigure, type FigureView } from "@ensemble/shared/exercise/figure.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { describe, expect, it } from "vitest";
import { frameFigures, markedPlaces, propsOf, shapeFigure } from "./figure-shape.ts";

const FRONT = { turnDegrees: 0, fromAboveDegrees: 6 };
const LEFT = { turnDegrees: 80, fromAboveDegrees: 6 };

function demonstrated(id: string, phase: number, view: FigureView) {
  const file = new URL(`../../../../assets/exercises/${id}.json`, import.meta.url);
  return drawFigure(parseExerciseFile(JSON.parse(readFileSync(file, "utf8"))), { phase, side: "both" }, view);
}

describe("a drawn figure", () => {
  it("has darker limbs only on the far side", () => {
    const far = (view: typeof FRONT) => shapeFigure(demonstrated("squat", 0, view)).filter((shape) => shape.far).length;
    expect(far(FRONT)).toBe(0);
    // An arm and a leg, of three strokes each.
    expect(far(LEFT)).toBe(6);
  });

  it("stands in its frame with head and feet, and with the start it is shown from", () => {
    const figures = [demonstrated("squat", 0, LEFT), demonstrated("squat", 0.5, LEFT)];
    const frame = frameFigures(figures, 4 / 3);
    expect(frame.width / frame.height).toBeCloseTo(4 / 3);
    for (const { points } of figures) {
      points.forEach((value, i) => {
        const [least, most] =
          i % 2 === 0 ? [frame.left, frame.left + frame.width] : [frame.top, frame.top + frame.height];
        expect(i % 2 === 0 ? value : -value).toBeGreaterThan(least + 8);
        expect(i % 2 === 0 ? value : -value).toBeLessThan(most - 8);
      });
    }
  });

  it("sits on a stool, lies on a mat as long as the body, and hangs from a bar", () => {
    const [stool] = propsOf("sitting", demonstrated("sit-to-stand", 0, LEFT));
    expect(stool).toMatchObject({ kind: "stool" });
    expect(stool!.y).toBeLessThan(-25);
    const [mat] = propsOf("supine", demonstrated("sit-up", 0, LEFT));
    expect(mat).toMatchObject({ kind: "mat" });
    expect(mat!.width).toBeGreaterThan(120);
    const [bar] = propsOf("hanging", demonstrated("pull-up", 0, FRONT));
    expect(bar!.y).toBeLessThan(-190);
    expect(propsOf("standing", demonstrated("squat", 0, FRONT))).toEqual([]);
  });

  it("has marks where an error is", () => {
    const [left, right] = markedPlaces(demonstrated("squat", 0, FRONT), "knees");
    expect(left!.x).toBeGreaterThan(right!.x);
    expect(left!.y).toBeLessThan(-40);
    expect(markedPlaces(demonstrated("squat", 0, FRONT), "trunk").length).toBe(1);
  });
});
