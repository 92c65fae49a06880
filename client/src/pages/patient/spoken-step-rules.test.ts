import { PICTURE_STEPS } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { expect, it } from "vitest";
import { spokenStep } from "./spoken-step-rules.ts";

it("says every step that takes something away", () => {
  for (const [place, before] of PICTURE_STEPS.entries())
    for (const now of PICTURE_STEPS.slice(place + 1)) expect(spokenStep(before, now)).toBe("step");
});

it("says what has come back, and that of a picture which is still simpler only once", () => {
  const way = ["reconnecting", "audioOnly", "lowest", "lower", "full"] as const;
  expect(way.slice(1).map((now, index) => spokenStep(way[index] ?? "full", now))).toEqual([
    "step",
    "back",
    "nothing",
    "whole",
  ]);
  expect(spokenStep("reconnecting", "full")).toBe("back");
  for (const step of PICTURE_STEPS) expect(spokenStep(step, step)).toBe("nothing");
});
