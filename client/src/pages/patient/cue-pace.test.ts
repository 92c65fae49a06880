import { describe, expect, it } from "vitest";
import { advanceCuePace, NO_CUE } from "./cue-pace.ts";

/** Plays moments of the referee's cue; returns what was shown and said at each. */
function play(...moments: readonly [atMs: number, cue: string][]) {
  let pace = NO_CUE;
  return moments.map(([atMs, cue]) => {
    const step = advanceCuePace(pace, cue, atMs);
    pace = step.pace;
    return { shown: pace.shown, said: step.say === undefined ? "" : `${step.say.tone} ${step.say.cue}` };
  });
}

describe("pace of cues", () => {
  it("shows and says a cue at once", () => {
    expect(play([0, "knees_in"])).toEqual([{ shown: "knees_in", said: "correct knees_in" }]);
  });
  it("leaves a cue on the screen long enough to be read, then praises", () => {
    expect(play([0, "knees_in"], [500, ""], [2_500, ""])).toEqual([
      { shown: "knees_in", said: "correct knees_in" },
      { shown: "knees_in", said: "" },
      { shown: "", said: "praise knees_in" },
    ]);
  });
  it("lets a second cue wait until the first was read", () => {
    expect(play([0, "knees_in"], [800, "trunk_lean"], [2_600, "trunk_lean"]).map((each) => each.shown)).toEqual([
      "knees_in",
      "knees_in",
      "trunk_lean",
    ]);
  });
  it("does not say the same words again within eight seconds", () => {
    const said = play([0, "knees_in"], [2_500, ""], [5_000, "knees_in"], [7_600, ""], [9_000, "knees_in"]).map(
      (each) => each.said,
    );
    expect(said).toEqual(["correct knees_in", "praise knees_in", "", "praise knees_in", "correct knees_in"]);
  });
});
