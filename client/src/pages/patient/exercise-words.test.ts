import { readdirSync, readFileSync } from "node:fs";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { describe, expect, it } from "vitest";

const FOLDER = new URL("../../../../assets/exercises/", import.meta.url);
const exercises = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => parseExerciseFile(JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"))));

describe("words of the exercises on the patient's screen", () => {
  it("has exercises to look at", () => {
    expect(exercises.length).toBeGreaterThanOrEqual(6);
  });
  it.each(exercises)("shows at most seven words at once for $id", (exercise) => {
    const shown = [exercise.prompt, ...exercise.errors.flatMap((error) => [error.cueText, error.praiseText])];
    for (const text of shown.flatMap((each) => [each.en, each.de])) {
      expect(text.split(/\s+/).length, text).toBeLessThanOrEqual(7);
    }
  });
});
