import { describe, expect, it } from "vitest";
import { getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";

describe("two sides at once", () => {
  it("[REP17] a side lunge in which the other knee bends as well is one repetition, of the side that went further", () => {
    const lunge = getExercise("side-lunge");
    const options = { repetitions: 5, side: "right", error: "other_knee_bent" } as const;
    const counted = repetitionsIn(referee(lunge, synthesizeRecording(lunge, options).frames));
    expect(counted.map(({ side }) => side)).toEqual(["right", "right", "right", "right", "right"]);
  });

  it("[REP17] sides that take turns are two movements", () => {
    const marching = getExercise("marching");
    const { frames } = synthesizeRecording(marching, { repetitions: 8, tempoScale: 2 });
    expect(repetitionsIn(referee(marching, frames))).toHaveLength(8);
  });

  it("[REP17] a chop from above to one side, of which nobody said to which, is no chop back up to the other", () => {
    for (const [id, tempoScale, amplitude] of [
      ["half-kneeling-chop", 2, 0.65],
      ["half-kneeling-chop", 0.7, 0.7],
      ["wood-chop-band", 0.7, 0.7],
    ] as const) {
      const options = { repetitions: 4, side: "left", viewDegrees: 30, framesPerSecond: 10 } as const;
      const { frames } = synthesizeRecording(getExercise(id), { ...options, tempoScale, amplitude });
      const counted = repetitionsIn(referee(getExercise(id), frames)).map(({ side }) => side);
      expect(counted, `${id} ${tempoScale}`).toEqual(["left", "left", "left", "left"]);
    }
  });

  it("[REP17] of an exercise of one side, the arm that swings along in between is nobody's repetition", () => {
    const extension = getExercise("shoulder-extension");
    const swinging = structuredClone(extension);
    const { rest, peak } = swinging.reference.postures;
    swinging.reference.postures = {
      rest: rest!,
      peak: peak!,
      swing: { ...rest!, other: { shoulderFlexion: -30, shoulderAbduction: 12, elbowFlexion: 8 } },
    };
    swinging.reference.tempoMs *= 2;
    swinging.reference.keyframes = [
      { at: 0, posture: "rest" },
      { at: 0.2, posture: "peak" },
      { at: 0.4, posture: "rest" },
      { at: 0.5, posture: "rest" },
      { at: 0.7, posture: "swing" },
      { at: 0.9, posture: "rest" },
      { at: 1, posture: "rest" },
    ];
    const { frames } = synthesizeRecording(swinging, { repetitions: 6, side: "right", amplitude: 1.1 });
    const counted = repetitionsIn(referee(extension, frames)).map(({ side }) => side);
    expect(counted.filter((side) => side === "right")).toHaveLength(6);
    // Before the right arm's usual way is known, nobody can say which arm does the exercise.
    expect(counted.slice(3)).not.toContain("left");
  });
});
