import { describe, expect, it } from "vitest";
import { LIBRARY } from "../../test/exercise-library.ts";
import type { Exercise } from "./exercise.ts";
import { drawFigure, drawStill, FIGURE_POINTS, type Figure, type FigurePoint, shownSide } from "./figure.ts";

const exercise = (id: string) => LIBRARY.find((each) => each.id === id)!;
const at = ({ points }: Figure, name: FigurePoint) => {
  const i = 2 * FIGURE_POINTS.indexOf(name);
  return { x: points[i]!, y: points[i + 1]! };
};
const FRONT = { turnDegrees: 0, fromAboveDegrees: 0 };
const LEFT = { turnDegrees: 90, fromAboveDegrees: 0 };
const standing = (view = FRONT) => drawFigure(exercise("squat"), { phase: 0, side: "both" }, view);

describe("a drawn body", () => {
  it("stands on the floor, 1.7 m tall", () => {
    const figure = standing();
    expect(at(figure, "leftHeel").y).toBe(0);
    // The ears are 0.936 of stature high: Drillis and Contini.
    expect(at(figure, "head").y).toBeGreaterThan(0.91 * 170);
    expect(at(figure, "head").y).toBeLessThan(0.95 * 170);
  });

  it("has its left at the viewer's right from the front, and at the left from behind", () => {
    expect(at(standing(), "leftShoulder").x).toBeGreaterThan(at(standing(), "rightShoulder").x + 30);
    const behind = standing({ turnDegrees: 180, fromAboveDegrees: 0 });
    expect(at(behind, "leftShoulder").x).toBeLessThan(at(behind, "rightShoulder").x - 30);
  });

  it("looks to the viewer's left when seen from its left, with the left arm nearest", () => {
    const figure = standing(LEFT);
    expect(at(figure, "leftToe").x).toBeLessThan(at(figure, "leftHeel").x);
    expect(figure.order.indexOf("l")).toBeGreaterThan(figure.order.indexOf("t"));
    expect(figure.order.indexOf("r")).toBeLessThan(figure.order.indexOf("t"));
  });

  it("keeps its feet where they stand while it squats", () => {
    const low = drawFigure(exercise("squat"), { phase: 0.5, side: "both" }, LEFT);
    const high = standing(LEFT);
    expect(Math.abs(at(low, "leftAnkle").x - at(high, "leftAnkle").x)).toBeLessThanOrEqual(1);
    expect(at(low, "leftHip").y).toBeLessThan(at(high, "leftHip").y - 20);
  });

  it("hangs from its hands: they stay, the body rises", () => {
    const hanging: Exercise = {
      ...exercise("arm-lift"),
      position: "hanging",
      reference: {
        tempoMs: 3000,
        postures: {
          rest: { both: { shoulderFlexion: 175 } },
          peak: { both: { shoulderFlexion: 60, elbowFlexion: 130 } },
        },
        keyframes: [
          { at: 0, posture: "rest" },
          { at: 0.5, posture: "peak" },
          { at: 1, posture: "rest" },
        ],
      },
    };
    const low = drawFigure(hanging, { phase: 0, side: "both" }, FRONT);
    const high = drawFigure(hanging, { phase: 0.5, side: "both" }, FRONT);
    expect(Math.abs(at(low, "leftWrist").y - at(high, "leftWrist").y)).toBeLessThanOrEqual(1);
    expect(at(high, "head").y).toBeGreaterThan(at(low, "head").y + 10);
  });
});

describe("the picture of an exercise", () => {
  it("shows it where it has gone farthest, from where that is seen", () => {
    const squat = drawStill(exercise("squat"));
    expect(squat.view.turnDegrees).toBeGreaterThan(60);
    expect(at(squat.height, "leftHip").y).toBeLessThan(at(squat.start, "leftHip").y - 20);
    const arms = drawStill(exercise("shoulder-abduction"));
    expect(arms.view.turnDegrees).toBe(0);
    expect(at(arms.height, "leftWrist").y).toBeGreaterThan(at(arms.start, "leftWrist").y + 40);
  });

  it("shows the face of whoever lies on the side", () => {
    const { view, height } = drawStill(exercise("clamshell"));
    const above = drawFigure(exercise("clamshell"), { phase: 0.5, side: "left" }, { ...view, fromAboveDegrees: 90 });
    // Seen from straight above, what is nearer is lower on the picture.
    expect(at(above, "nose").y).toBeLessThan(at(above, "head").y);
    expect(Math.abs(at(height, "head").x - at(height, "leftAnkle").x)).toBeGreaterThan(80);
  });

  it("shows one limb where one after the other moves", () => {
    expect(shownSide(exercise("hip-abduction"))).toBe("left");
    expect(shownSide(exercise("squat"))).toBe("both");
    expect(shownSide(exercise("shoulder-extension"))).toBe("left");
  });

  it.each(LIBRARY.map(({ id }) => id))("%s fits a picture and shows a movement or a hold", (id) => {
    const { start, height } = drawStill(exercise(id));
    for (const figure of [start, height]) {
      expect(figure.points.length).toBe(2 * FIGURE_POINTS.length);
      expect(figure.points.every((value) => Number.isInteger(value) && Math.abs(value) < 260)).toBe(true);
      expect([...figure.order].toSorted().join("")).toBe("LRhlrt");
    }
  });
});
