import { describe, expect, it } from "vitest";
import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import { advanceReferee, createReferee, readReferee } from "../../shared/src/movement/referee.ts";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { evaluateRanges } from "./evaluate-synthetic.ts";
import { openExerciseLibrary } from "./exercise-library.ts";
import { turnForView } from "./turn-for-view.ts";

const library = await openExerciseLibrary();
const get = (id: string) => library.find(id as ExerciseId)!.exercise;

describe("the turn for a view", () => {
  it("is the view's own for whoever stands, with the wanted side to the camera", () => {
    expect(turnForView(get("shoulder-abduction"), "left", "front", 1)).toBe(0);
    expect(turnForView(get("squat"), "both", "side", 1)).toBe(85);
    expect(turnForView(get("squat"), "both", "side", -1)).toBe(-85);
  });

  it.each([
    "clamshell",
    "fire-hydrant",
    "lower-trunk-rotation",
    "open-book",
    "reverse-clamshell",
    "sidelying-external-rotation",
    "sidelying-hip-abduction",
    "supine-hip-abduction-slide",
  ])("lets the range of %s be compared from the front, where no turn at all does not", (id) => {
    const exercise = get(id);
    const { views, errors } = evaluateRanges([exercise], "exact", [1]);
    expect(views.length).toBeGreaterThan(1);
    for (const { compared, repetitions } of views) expect(compared).toBe(repetitions);
    expect(errors.map(({ view }) => view)).toContain("front");
    const side = exercise.sides[0]!;
    const referee = createReferee(movementRuleOf(exercise), { side });
    const { frames } = synthesizeRecording(exercise, { repetitions: 1, side, viewDegrees: 0, framesPerSecond: 15 });
    const seen = frames.map((frame) => {
      advanceReferee(referee, frame);
      const { viewFits, tracking } = readReferee(referee);
      return viewFits && tracking === "good";
    });
    expect(seen.filter(Boolean).length / seen.length).toBeLessThan(0.8);
  });

  it("is undefined where no turn shows the view", () => {
    // Who lies on one side and rolls open is seen from the side at no turn for long enough.
    expect(turnForView(get("open-book"), "left", "side", 1)).toBeUndefined();
  });
});
