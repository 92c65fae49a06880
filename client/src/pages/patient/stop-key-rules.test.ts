import { describe, expect, it } from "vitest";
import { isStopByLeaving, isStopPress } from "./stop-key-rules.ts";

describe("the keys that stop", () => {
  it("are Escape and the one at the other corner, once for each press", () => {
    expect(isStopPress({ key: "Escape", repeat: false })).toBe(true);
    expect(isStopPress({ key: "Backspace", repeat: false })).toBe(true);
    expect(isStopPress({ key: "Escape", repeat: true })).toBe(false);
    expect(isStopPress({ key: "s", repeat: false })).toBe(false);
  });
});

describe("leaving the full screen", () => {
  const pressed = { leftByPage: false, escapeIsKept: false, hasKeyboard: true };

  it("is the stop key where the browser keeps that press", () => {
    expect(isStopByLeaving(pressed)).toBe(true);
  });
  it("is none where the page got the press itself, left by itself, or no keyboard is there", () => {
    expect(isStopByLeaving({ ...pressed, escapeIsKept: true })).toBe(false);
    expect(isStopByLeaving({ ...pressed, leftByPage: true })).toBe(false);
    expect(isStopByLeaving({ ...pressed, hasKeyboard: false })).toBe(false);
  });
});
