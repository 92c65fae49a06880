import { describe, expect, it } from "vitest";
import { getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import type { SyntheticOptions } from "../exercise/synthetic-recording.ts";
import type { PoseFrame } from "./pose-frame.ts";

const squat = getExercise("squat");

/** One set after the other, without a gap. */
function oneAfterTheOther(sets: readonly Partial<SyntheticOptions>[], exercise = squat): PoseFrame[] {
  let startMs = 0;
  return sets.flatMap((options) => {
    const { frames } = synthesizeRecording(exercise, { ...options, startMs });
    startMs = frames.at(-1)!.atMs + 33;
    return frames;
  });
}

const countedOf = (frames: readonly PoseFrame[]) => repetitionsIn(referee(squat, frames)).length;

describe("a person's own way", () => {
  it("[REP2] whoever barely reaches what is full is not held to the line each time", () => {
    const barely = { repetitions: 3, amplitude: 0.62 };
    const less = { repetitions: 3, amplitude: 0.47 };
    expect(countedOf(oneAfterTheOther([barely, less]))).toBe(6);
    // Alone, or after full ones, the same is half a movement.
    expect(countedOf(oneAfterTheOther([less]))).toBe(0);
    expect(countedOf(oneAfterTheOther([{ repetitions: 3 }, less]))).toBe(3);
  });

  it("[REP2] no way is so small that less than two fifths of the reference's were full", () => {
    const frames = oneAfterTheOther([
      { repetitions: 3, amplitude: 0.6 },
      { repetitions: 3, amplitude: 0.36 },
    ]);
    expect(countedOf(frames)).toBe(3);
  });

  it("[REP2] until a side's own way is known, the other side's serves", () => {
    const tilt = getExercise("lateral-trunk-tilt");
    const frames = oneAfterTheOther(
      [
        { repetitions: 3, side: "left", amplitude: 0.62 },
        { repetitions: 3, side: "right", amplitude: 0.47 },
      ],
      tilt,
    );
    expect(repetitionsIn(referee(tilt, frames)).map(({ side }) => side)).toEqual([
      "left",
      "left",
      "left",
      "right",
      "right",
      "right",
    ]);
  });
});

/** Somebody whose standing knees the camera sees bent by so much, all the time. */
function withBentRest(kneeFlexion: number): typeof squat {
  const bent = structuredClone(squat);
  const { peak } = bent.reference.postures;
  bent.reference.postures = {
    rest: { both: { hipFlexion: 0.9 * kneeFlexion, kneeFlexion, ankleDorsiflexion: 10 } },
    peak: { ...peak!, both: { ...peak!.both, hipFlexion: 120, kneeFlexion: 135, ankleDorsiflexion: 30 } },
  };
  return bent;
}

/** The squat of somebody who turns round where this share of the way is left. */
function notAllTheWayBack(share: number): typeof squat {
  const turning = structuredClone(squat);
  const { peak } = squat.reference.postures;
  const scaled = (angles: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(angles).map(([joint, degrees]) => [joint, degrees * share]));
  turning.reference.postures = {
    rest: { both: scaled({ ...peak!.both }), trunk: scaled({ ...peak!.trunk }) },
    peak: peak!,
  };
  return turning;
}

describe("the end of a repetition", () => {
  it("[REP3] comes at six tenths of the way back, for whoever goes on at once", () => {
    const standing = synthesizeRecording(squat, { repetitions: 1 }).frames;
    const goingOn = (share: number) => [
      ...standing,
      ...synthesizeRecording(notAllTheWayBack(share), { repetitions: 4, startMs: standing.at(-1)!.atMs + 33 }).frames,
    ];
    expect(countedOf(goingOn(0.35))).toBe(5);
    expect(countedOf(goingOn(0.55))).toBeLessThan(3);
  });
});

describe("a rest beyond half of the way", () => {
  it("[REP19] is rest for whoever keeps still there, and a movement from it as great as a full one counts", () => {
    const { frames } = synthesizeRecording(withBentRest(58), { repetitions: 5, pauseMs: 800 });
    expect(countedOf(frames)).toBe(5);
  });

  it("[REP19] is none for whoever passes through it, nor near the far end", () => {
    expect(countedOf(synthesizeRecording(withBentRest(75), { repetitions: 5, pauseMs: 800 }).frames)).toBe(0);
  });
});
