import { expect, it } from "vitest";
import { placeOfSet } from "./set-place.ts";

const exercise = { dose: { sets: 3, repetitions: 10, holdSeconds: 0, restSeconds: 60, timesPerWeek: 3 } };

it("says how many sets the exercise has, while it is among them", () => {
  expect(placeOfSet({ ordinal: 2, phase: "exercise" }, exercise)).toEqual({ ordinal: 2, of: 3 });
  expect(placeOfSet({ ordinal: 3, phase: "exercise" }, exercise)).toEqual({ ordinal: 3, of: 3 });
  expect(placeOfSet({ ordinal: 4, phase: "exercise" }, exercise)).toEqual({ ordinal: 4, of: undefined });
});

it("promises no number where none is planned", () => {
  expect(placeOfSet({ ordinal: 1, phase: "warmUp" }, exercise).of).toBeUndefined();
  expect(placeOfSet({ ordinal: 1, phase: "coolDown" }, exercise).of).toBeUndefined();
  expect(placeOfSet({ ordinal: 1, phase: "exercise" }, undefined).of).toBeUndefined();
});
