import { describe, expect, it } from "vitest";
import { getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { readIndex, readRecording } from "../../test/landmark-recording.ts";
import type { IndexedRecording } from "../protocol/recording-index.ts";

const FOLDER = process.env.ENSEMBLE_MOVEMENT_DATA ?? "";

/** Which of our exercises counts the recordings of which movement. */
const COUNTED_AS: Readonly<Record<string, string>> = {
  "deep-squat": "squat",
  "sit-to-stand": "sit-to-stand",
  "shoulder-abduction": "shoulder-abduction",
};
const ARMS = ["shoulder-abduction", "shoulder-rotation", "shoulder-scaption"];

function errorsOf(wanted: (recording: IndexedRecording) => boolean): number[] {
  return readIndex(FOLDER)
    .filter((recording) => recording.set.startsWith("UI-PRMD") && wanted(recording))
    .flatMap((recording) => {
      const id = COUNTED_AS[recording.exercise ?? ""];
      if (id === undefined) return [];
      const counted = repetitionsIn(referee(getExercise(id), readRecording(FOLDER, recording.file)));
      return [Math.abs(counted.length - (recording.repetitions ?? Number.NaN))];
    });
}

const shareWithin = (errors: readonly number[], most: number) =>
  errors.filter((error) => error <= most).length / errors.length;

describe.skipIf(FOLDER === "")("recordings of real people (set ENSEMBLE_MOVEMENT_DATA to run)", () => {
  it("of correct movements are counted exactly in at least 95 of 100, joined and with stillness between", () => {
    const errors = errorsOf(({ correct }) => correct === true);
    expect(errors.length).toBeGreaterThanOrEqual(30);
    expect(shareWithin(errors, 0)).toBeGreaterThanOrEqual(0.95);
    expect(shareWithin(errors, 1)).toBeGreaterThanOrEqual(0.98);
  });

  it("of incorrect movements are counted within one in at least 90 of 100", () => {
    expect(
      shareWithin(
        errorsOf(({ correct }) => correct === false),
        1,
      ),
    ).toBeGreaterThanOrEqual(0.9);
  });

  it("of arm movements count next to nothing as a squat", () => {
    const arms = readIndex(FOLDER).filter(({ exercise }) => ARMS.includes(exercise ?? ""));
    expect(arms.length).toBeGreaterThan(10);
    const counted = arms.flatMap(({ file }) =>
      repetitionsIn(referee(getExercise("squat"), readRecording(FOLDER, file))),
    );
    expect(counted.length / arms.length).toBeLessThanOrEqual(0.1);
  });
});
