import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise, LIBRARY } from "../../test/exercise-library.ts";
import { demonstrateExercise } from "../exercise/demonstrate.ts";
import { movementRuleOf } from "../exercise/movement-rule-of.ts";
import { parseExerciseFile } from "./exercise-file.ts";

/** What the command line promises to know. */
const NEEDED_IDS = [
  "squat",
  "deep-squat",
  "hurdle-step",
  "inline-lunge",
  "side-lunge",
  "sit-to-stand",
  "standing-straight-leg-raise",
  "shoulder-abduction",
  "shoulder-extension",
  "shoulder-rotation",
  "shoulder-scaption",
  "shoulder-front-raise",
  "arm-lift",
  "lateral-trunk-tilt",
  "trunk-rotation",
  "pelvis-rotation",
  "jumping-jack",
  "push-up",
  "sit-up",
  "pull-up",
];
/** From rest to a bent knee and back, at these moments. */
const moving = (moments: readonly number[]) => ({
  tempoMs: 2000,
  postures: { rest: {}, peak: { both: { kneeFlexion: 60 } } },
  keyframes: moments.map((at, i) => ({ at, posture: i === 1 ? "peak" : "rest" })),
});
const squat = () => structuredClone(getExercise("squat")) as unknown as Record<string, unknown>;

describe("an exercise file", () => {
  it("is there for each exercise that a session counts, and says that no clinician has reviewed it", () => {
    for (const id of NEEDED_IDS) expect(EXERCISES.map((exercise) => exercise.id)).toContain(id);
    for (const { review } of LIBRARY) expect(review).toBe("unreviewed");
  });

  it.each([
    ["an unknown joint", { reference: { ...moving([0, 0.5, 1]), base: { both: { tailFlexion: 9 } } } }, "tailFlexion"],
    ["keyframes out of order", { reference: moving([0, 0.7, 0.5, 1]) }, "in order"],
    ["a reference that does not end", { reference: moving([0, 0.5, 0.9]) }, "end at 1"],
    [
      "a posture that nobody described",
      { reference: { ...moving([0, 0.5, 1]), keyframes: [0, 0.5, 1].map((at) => ({ at, posture: "rest" })) } },
      "a posture that is described is taken",
    ],
    ["a way of counting that is none", { tracking: "hope" }, "tracking"],
    ["a clock that counts repetitions", { tracking: "clock" }, "repetition"],
    ["a text without German", { name: { en: "Squat" } }, "name.de"],
    ["a field it does not know", { surprise: 1 }, "surprise"],
    ["a format of another age", { format: "exercise/0" }, "format"],
    ["an ICD-10 code that is none", { icd10: ["knee"] }, "icd10"],
  ])("is refused with the place of %s", (_, change, place) => {
    expect(() => parseExerciseFile({ ...squat(), ...change })).toThrow(place);
  });

  it("gives a rule whose rest and height are those of its own reference", () => {
    const { repetition } = movementRuleOf(getExercise("squat"));
    expect(repetition.restDegrees).toBeCloseTo(0, 0);
    expect(repetition.peakDegrees).toBeCloseTo(85, 0);
    const chair = movementRuleOf(getExercise("sit-to-stand")).repetition;
    expect(chair.restDegrees).toBeCloseTo(92, 0);
    expect(chair.peakDegrees).toBeCloseTo(0, 0);
  });

  it("refuses to demonstrate an error it does not describe", () => {
    expect(() => demonstrateExercise(getExercise("squat"), { phase: 0.5, side: "left", error: "flying" })).toThrow(
      "flying",
    );
  });
});
