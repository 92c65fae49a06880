import { describe, expect, it } from "vitest";
import { getExercise } from "../../test/exercise-library.ts";
import type { Exercise } from "./exercise.ts";
import { findTemplateFaults, type PrescribedExercise, type ProtocolTemplate } from "./protocol-template.ts";

const squat: Exercise = { ...getExercise("squat"), contraindications: ["no_squats"], romTargetDegrees: 80 };
const { repetition, measures, romTargetDegrees, ...basis } = squat as Extract<Exercise, { tracking: "camera" }>;
const wallSit: Exercise = { ...basis, id: "wall-sit", tracking: "clock", errors: [], sides: ["both"] };
const standUp = getExercise("sit-to-stand");
const surroundings = {
  findExercise: (id: string) => [squat, wallSit, standUp].find((exercise) => exercise.id === id),
  contraindicationIds: new Set(["no_squats", "fever"]),
  sourceIds: new Set(["a_book"]),
};
const words = { en: "Text", de: "Text" };
const dose = { sets: 3, repetitions: 10, holdSeconds: 0, timesPerWeek: 3, side: "both" } as const;

function template(phase: Partial<ProtocolTemplate["phases"][number]>, sources = ["a_book"]): ProtocolTemplate {
  const prescribed: PrescribedExercise = { exerciseId: "squat", ...dose };
  return {
    format: "protocol/1",
    id: "knees",
    version: 1,
    name: words,
    purpose: words,
    condition: "knee_osteoarthritis",
    countedFrom: "start",
    phases: [
      {
        id: "first",
        name: words,
        fromWeek: 1,
        toWeek: null,
        goals: [words],
        goOnWhen: { words: [words], measured: [] },
        restrictions: [],
        precautions: ["fever"],
        exercises: [prescribed],
        ...phase,
      },
    ],
    review: "unreviewed",
    sources,
  };
}
const withExercise = (prescribed: Partial<PrescribedExercise>) =>
  template({ exercises: [{ exerciseId: "squat", ...dose, ...prescribed }] });

describe("the faults of a protocol template", () => {
  it("are none when all it refers to is there and fits", () => {
    expect(findTemplateFaults(template({}), surroundings)).toEqual([]);
    expect(findTemplateFaults(withExercise({ targetDegrees: 60 }), surroundings)).toEqual([]);
  });

  it("name what does not exist", () => {
    expect(findTemplateFaults(template({}, ["a_book", "hearsay"]), surroundings)).toEqual(["unknown source hearsay"]);
    expect(findTemplateFaults(template({ precautions: ["rain"] }), surroundings)).toEqual([
      "first: unknown contraindication rain",
    ]);
    expect(findTemplateFaults(withExercise({ exerciseId: "sqat" }), surroundings)).toEqual([
      "first: unknown exercise sqat",
    ]);
  });

  it("are told when a restriction that holds for everybody rules an exercise out", () => {
    expect(findTemplateFaults(template({ restrictions: ["no_squats"] }), surroundings)).toEqual([
      "first: squat is ruled out by no_squats",
    ]);
    expect(findTemplateFaults(template({ precautions: ["no_squats"] }), surroundings)).toEqual([]);
  });

  it("are told when an exercise cannot be done as it is prescribed", () => {
    const oneSided = withExercise({ exerciseId: "wall-sit", holdSeconds: 20, side: "affected" });
    expect(findTemplateFaults(oneSided, surroundings)).toEqual(["first: wall-sit cannot be done with one side"]);
    const timeless = withExercise({ exerciseId: "wall-sit" });
    expect(findTemplateFaults(timeless, surroundings)).toEqual(["first: wall-sit is done for a time and has none"]);
  });

  it("are told of a target that cannot be measured or reached", () => {
    const unmeasured = withExercise({ exerciseId: "wall-sit", holdSeconds: 20, targetDegrees: 60 });
    expect(findTemplateFaults(unmeasured, surroundings)).toEqual(["first: wall-sit is not measured and has a target"]);
    expect(findTemplateFaults(withExercise({ targetDegrees: 121 }), surroundings)).toEqual([
      "first: squat has a target that its movement does not reach",
    ]);
  });

  it("are told of a target beyond reach in the direction in which the exercise moves: stretching knees have small targets", () => {
    const standing = (targetDegrees: number) =>
      findTemplateFaults(withExercise({ exerciseId: "sit-to-stand", targetDegrees }), surroundings);
    expect(standing(60)).toEqual([]);
    expect(standing(-10)).toEqual([]);
    expect(standing(-60)).toEqual(["first: sit-to-stand has a target that its movement does not reach"]);
  });

  it("are told when the camera would not count what is held so long", () => {
    expect(findTemplateFaults(withExercise({ holdSeconds: 60 }), surroundings)).toEqual([
      "first: squat is not to be held so long",
      "first: squat is held longer than a repetition may last",
    ]);
    expect(findTemplateFaults(withExercise({ holdSeconds: 5 }), surroundings)).toEqual([
      "first: squat is not to be held so long",
    ]);
    expect(findTemplateFaults(withExercise({ holdSeconds: 2 }), surroundings)).toEqual([]);
    expect(findTemplateFaults(withExercise({ exerciseId: "wall-sit", holdSeconds: 60 }), surroundings)).toEqual([]);
  });

  it("are told when going on depends on what nobody does or measures", () => {
    const goingOn = (criterion: ProtocolTemplate["phases"][number]["goOnWhen"]["measured"][number]) =>
      findTemplateFaults(template({ goOnWhen: { words: [words], measured: [criterion] } }), surroundings);
    expect(goingOn({ measure: "hold", exerciseId: "wall-sit", atLeastSeconds: 30 })).toEqual([
      "first: depends on wall-sit, which is not done in it",
    ]);
    expect(goingOn({ measure: "range", motion: "neckRotation", atLeastDegrees: 50 })).toEqual([
      "first: depends on neckRotation, which none of its exercises measures",
    ]);
    expect(goingOn({ measure: "range", motion: "kneeFlexion", atLeastDegrees: 50 })).toEqual([]);
    expect(goingOn({ measure: "repetitions", exerciseId: "squat", atLeast: 12 })).toEqual([]);
  });
});
