import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise } from "../../test/exercise-library.ts";
import { createJointAngles, demonstrateExercise } from "../exercise/demonstrate.ts";
import { createReferenceBody, poseReferenceBody } from "../exercise/forward-kinematics.ts";
import { movementRuleOf } from "../exercise/movement-rule-of.ts";
import { LANDMARK } from "../movement/landmarks.ts";
import { parseExerciseFile } from "./exercise-file.ts";

const squat = () => structuredClone(getExercise("squat")) as unknown as Record<string, unknown>;

describe("an exercise file", () => {
  it("is there for each exercise, and says that no clinician has reviewed it", () => {
    expect(EXERCISES.map(({ id }) => id).sort()).toEqual([
      "arm-lift",
      "deep-squat",
      "hip-abduction",
      "hurdle-step",
      "inline-lunge",
      "jumping-jack",
      "lateral-trunk-tilt",
      "marching",
      "pelvis-rotation",
      "shoulder-abduction",
      "shoulder-extension",
      "shoulder-front-raise",
      "shoulder-rotation",
      "shoulder-scaption",
      "side-lunge",
      "sit-to-stand",
      "squat",
      "standing-straight-leg-raise",
      "trunk-rotation",
    ]);
    for (const { review } of EXERCISES) expect(review).toBe("unreviewed");
  });

  it.each([
    [
      "an unknown joint",
      { reference: { tempoMs: 2000, keyframes: [{ at: 0 }, { at: 0.5, both: { tailFlexion: 9 } }, { at: 1 }] } },
      "tailFlexion",
    ],
    [
      "keyframes out of order",
      { reference: { tempoMs: 2000, keyframes: [{ at: 0 }, { at: 0.7 }, { at: 0.5 }, { at: 1 }] } },
      "in order",
    ],
    [
      "a reference that does not end",
      { reference: { tempoMs: 2000, keyframes: [{ at: 0 }, { at: 0.5 }, { at: 0.9 }] } },
      "end at 1",
    ],
    ["a text without German", { name: { en: "Squat" } }, "name.de"],
    ["a field it does not know", { surprise: 1 }, "surprise"],
    ["a format of another age", { format: "exercise/0" }, "format"],
    ["an ICD-10 code that is none", { icd10: ["knee"] }, "icd10"],
  ])("is refused with the place of %s", (_, change, place) => {
    expect(() => parseExerciseFile({ ...squat(), ...change })).toThrow(place);
  });

  it("has its feet on the floor and its joints within human limits in every keyframe", () => {
    const body = createReferenceBody();
    for (const exercise of EXERCISES) {
      for (let i = 0; i <= 20; i++) {
        const angles = demonstrateExercise(exercise, { phase: i / 20, side: "left" }, createJointAngles());
        poseReferenceBody(angles, 1.7, body);
        const height = (index: number) => body.points[index]!.y + body.hipHeightMetres;
        // The standing foot is flat: heel and toe within two centimetres.
        const flat = (["left", "right"] as const).some(
          (side) => Math.abs(height(LANDMARK[`${side}Heel`]) - height(LANDMARK[`${side}FootIndex`])) < 0.02,
        );
        expect(flat, `${exercise.id} at ${i / 20}`).toBe(true);
        for (const side of ["left", "right"] as const) {
          // Ranges of joint motion no healthy adult exceeds by much; knees and elbows do not bend the wrong way.
          expect(angles[side].kneeFlexion).toBeGreaterThanOrEqual(0);
          expect(angles[side].kneeFlexion).toBeLessThan(150);
          expect(angles[side].elbowFlexion).toBeGreaterThanOrEqual(0);
          expect(angles[side].hipFlexion).toBeLessThan(130);
        }
      }
    }
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
