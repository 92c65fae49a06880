import { readdirSync, readFileSync } from "node:fs";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { describe, expect, it } from "vitest";

const FOLDER = new URL("../../../../assets/exercises/", import.meta.url);
const exercises = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => parseExerciseFile(JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"))))
  .filter((exercise) => exercise.tracking === "camera");

/** Two lines of the instruction, at its full size in a window 1280 wide, hold this many letters. */
const LONGEST = 50;

/** With the side before it, where the exercise leaves a choice. */
function instructionsOf({ prompt, sides }: (typeof exercises)[number]): string[] {
  return sides.some((side) => side !== "both")
    ? [`Right: ${prompt.en}`, `Rechts: ${prompt.de}`]
    : [prompt.en, prompt.de];
}

describe("words of the exercises on the patient's screen", () => {
  it("has exercises to look at", () => {
    expect(exercises.length).toBeGreaterThanOrEqual(6);
  });
  it.each(exercises)("shows at most seven words at once for $id", (exercise) => {
    const shown = exercise.errors.flatMap((error) => [error.cueText, error.praiseText]);
    for (const text of [...instructionsOf(exercise), ...shown.flatMap((each) => [each.en, each.de])]) {
      expect(text.split(/\s+/).length, text).toBeLessThanOrEqual(7);
    }
  });
  it.each(exercises)("fits two lines of the large type with the instruction of $id", (exercise) => {
    for (const text of instructionsOf(exercise)) expect(text.length, text).toBeLessThanOrEqual(LONGEST);
  });
});
