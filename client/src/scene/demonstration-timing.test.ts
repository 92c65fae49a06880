import { readFileSync } from "node:fs";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { expect, test } from "vitest";
import { demonstrationMoment } from "./demonstration-timing.ts";

const load = (id: string) =>
  parseExerciseFile(JSON.parse(readFileSync(new URL(`../../../assets/exercises/${id}.json`, import.meta.url), "utf8")));
const squat = load("squat");
const marching = load("marching");

test("a repetition takes as long as the exercise says and ends before the next begins", () => {
  const { tempoMs } = squat.reference;
  expect(demonstrationMoment(squat, "both", 0).phase).toBe(0);
  expect(demonstrationMoment(squat, "both", tempoMs / 2).phase).toBeCloseTo(0.5, 9);
  expect(demonstrationMoment(squat, "both", tempoMs + 300).phase).toBe(1);
});

test("an alternating exercise changes sides, one for both sides does not", () => {
  const sides = (exercise: typeof squat) =>
    new Set(Array.from({ length: 40 }, (_, i) => demonstrationMoment(exercise, "both", i * 900).side));
  expect(sides(squat)).toEqual(new Set(["both"]));
  expect(sides(marching)).toEqual(new Set(["left", "right"]));
});

test("a prescribed side is the only one shown, of an exercise that could alternate too", () => {
  const legRaise = load("hip-abduction");
  const sides = (side: "right" | "both") =>
    new Set(Array.from({ length: 40 }, (_, i) => demonstrationMoment(legRaise, side, i * 900).side));
  expect(sides("right")).toEqual(new Set(["right"]));
  expect(sides("both")).toEqual(new Set(["left", "right"]));
});

test("front and side are shown in turn", () => {
  const views = Array.from({ length: 60 }, (_, i) => demonstrationMoment(squat, "both", i * 900).view);
  expect(new Set(views)).toEqual(new Set(["front", "side"]));
  expect(views[0]).toBe("front");
});
