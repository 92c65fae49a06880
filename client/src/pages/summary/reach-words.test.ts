import { readFileSync } from "node:fs";
import { travelOf } from "@ensemble/shared/exercise/travel-of.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { expect, it } from "vitest";
import { reachWords } from "./reach-words.ts";

it.each([
  ["squat", 84.4, "summary.own.range", 84, 74, 99],
  ["sit-to-stand", 3.6, "summary.own.rangeDownTo", 4, -6, 19],
  ["seated-knee-extension", 12, "summary.own.rangeDownTo", 12, 2, 27],
  ["bird-dog", -8, "summary.own.rangeDownTo", -8, -18, 7],
  ["standing-hip-extension", -21.7, "summary.own.range", 22, 7, 32],
  ["neck-extension", 2, "summary.own.range", 0, 0, 8],
] as const)("says of %s at %d° in words that fit its direction", (id, attainedDegrees, key, degrees, from, to) => {
  const file = new URL(`../../../../assets/exercises/${id}.json`, import.meta.url);
  const exercise = parseTrackedExerciseFile(JSON.parse(readFileSync(file, "utf8")));
  const set = { attainedDegrees, rangeBelow95: 10, rangeAbove95: 15 };
  expect(reachWords(travelOf(exercise), set)).toEqual({ key, degrees, from, to });
  expect(reachWords(travelOf(exercise), { ...set, attainedDegrees: undefined })).toBeUndefined();
});
