import { describe, expect, it } from "vitest";
import { findErrorDisagreements } from "../../test/error-counting.ts";
import { EXERCISES, getExercise } from "../../test/exercise-library.ts";

describe("a movement with an error of its exercise file", () => {
  it.each(EXERCISES.map(({ id }) => id))("[REP21] counts in %s where the definition does not say otherwise", (id) => {
    expect(findErrorDisagreements(getExercise(id))).toEqual([]);
  });

  it("[REP21] that stops counting, or counts in spite of its definition, is named in a sentence", () => {
    const [hinge, squat] = [getExercise("hip-hinge"), getExercise("squat")].map((each) => structuredClone(each));
    delete hinge!.errors.find(({ cue }) => cue === "knees_bend")!.notCounted;
    squat!.errors.find(({ cue }) => cue === "trunk_forward")!.notCounted = {
      en: "It bows.",
      de: "Das ist eine Verbeugung.",
    };
    expect(findErrorDisagreements(hinge!)).toEqual([
      'hip-hinge: of 2 repetitions with "knees_bend" 0 are counted, and nothing says that they do not count: widen what stops them, or say why in "notCounted"',
    ]);
    expect(findErrorDisagreements(squat!)).toEqual([
      'squat: of 2 repetitions with "trunk_forward" 2 are counted, though it is said that they do not count ("It bows."): narrow a guard, or take that back',
    ]);
  });
});
