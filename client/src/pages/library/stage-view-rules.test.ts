import { describe, expect, it } from "vitest";
import { dragView, nameOfView, pressView, viewNamed } from "./stage-view-rules.ts";

const FRONT = viewNamed("front", { turnDegrees: 40, fromAboveDegrees: 0 });

describe("looking at a figure", () => {
  it("knows its named views again", () => {
    for (const name of ["front", "fromSide", "back", "above"] as const) {
      expect(nameOfView(viewNamed(name, FRONT))).toBe(name);
    }
    expect(nameOfView({ turnDegrees: 40, fromAboveDegrees: 8 })).toBeUndefined();
  });

  it("goes all the way round with keys, and back again", () => {
    let view = FRONT;
    for (let i = 0; i < 24; i++) view = pressView(view, "ArrowLeft")!;
    expect(view).toEqual(FRONT);
    expect(nameOfView(pressView(pressView(view, "ArrowRight")!, "ArrowLeft")!)).toBe("front");
    expect(pressView(view, "Enter")).toBeUndefined();
  });

  it("turns with the finger: to the right, and the person's right side comes to the front", () => {
    expect(dragView(FRONT, 180, 0).turnDegrees).toBe(270);
    expect(dragView(FRONT, -180, 0).turnDegrees).toBe(90);
  });

  it("looks neither from below nor from behind the head", () => {
    expect(dragView(FRONT, 0, -900).fromAboveDegrees).toBe(0);
    expect(nameOfView(dragView(FRONT, 0, 900))).toBe("above");
  });
});
