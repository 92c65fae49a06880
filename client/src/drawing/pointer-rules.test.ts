import { describe, expect, it } from "vitest";
import {
  HAND_HOLDS_PEN_MS,
  leadsDrawing,
  liftPointer,
  NO_POINTER,
  type PressedPointer,
  pressPointer,
} from "./pointer-rules.ts";

const pressed = (pointerId: number, pointerType: string, more: Partial<PressedPointer> = {}): PressedPointer => ({
  pointerId,
  pointerType,
  isPrimary: true,
  button: 0,
  timeStamp: 1_000,
  ...more,
});

describe("what draws", () => {
  it.each(["mouse", "touch", "pen"])("is the first %s, and nothing beside it", (type) => {
    const { pointers, begins } = pressPointer(NO_POINTER, pressed(1, type));
    expect(begins).toBe(true);
    expect(pressPointer(pointers, pressed(2, type)).begins).toBe(false);
    expect(pressPointer(pointers, pressed(2, "touch")).begins).toBe(false);
    expect(pressPointer(liftPointer(pointers, 2_000), pressed(3, type)).begins).toBe(true);
  });

  it("is no second finger and no other button", () => {
    expect(pressPointer(NO_POINTER, pressed(1, "touch", { isPrimary: false })).begins).toBe(false);
    expect(pressPointer(NO_POINTER, pressed(1, "mouse", { button: 2 })).begins).toBe(false);
  });

  it("is the pen where the palm was there before it", () => {
    const palm = pressPointer(NO_POINTER, pressed(1, "touch"));
    const pen = pressPointer(palm.pointers, pressed(2, "pen"));
    expect(pen).toMatchObject({ begins: true, replaces: true, pointers: { drawing: { pointerId: 2 } } });
  });

  it("is led by the pointer that began it, and between two presses by one that hovers", () => {
    const palm = pressed(2, "touch");
    const { pointers } = pressPointer(NO_POINTER, pressed(1, "pen"));
    expect([leadsDrawing(pointers, pressed(1, "pen")), leadsDrawing(pointers, palm)]).toEqual([true, false]);
    const between = liftPointer(pointers, 2_000);
    expect([leadsDrawing(between, pressed(1, "pen")), leadsDrawing(between, palm)]).toEqual([true, false]);
  });

  it("is no palm for a while after a pen has drawn, then the finger again, and always the mouse", () => {
    const { pointers } = pressPointer(NO_POINTER, pressed(1, "pen"));
    const after = liftPointer(pointers, 2_000);
    const touched = (timeStamp: number) => pressPointer(after, pressed(2, "touch", { timeStamp })).begins;
    expect([touched(2_100), touched(1_999 + HAND_HOLDS_PEN_MS), touched(2_000 + HAND_HOLDS_PEN_MS)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(pressPointer(after, pressed(3, "mouse")).begins).toBe(true);
  });
});
