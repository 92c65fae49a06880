import { describe, expect, it } from "vitest";
import { getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { readIndex, readRecording } from "../../test/landmark-recording.ts";
import { type BodyPoints, createBodyPoints, readBodyPoints } from "../movement/body-points.ts";
import { createClinicalAngles, readClinicalAngles } from "../movement/clinical-angles.ts";
import { LANDMARK } from "../movement/landmarks.ts";
import { angleIndex } from "../movement/motion.ts";
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

/** Of every frame with somebody in it. */
function bodiesOf<Read>(file: string, read: (body: BodyPoints) => Read): Read[] {
  const body = createBodyPoints();
  return readRecording(FOLDER, file).flatMap((frame) => (readBodyPoints(frame, body) ? [read(body)] : []));
}

function shouldersInTrunks({ points }: BodyPoints): number {
  const at = (landmark: keyof typeof LANDMARK) => points[LANDMARK[landmark]]!;
  const [left, right, leftHip, rightHip] = [at("leftShoulder"), at("rightShoulder"), at("leftHip"), at("rightHip")];
  const trunk = Math.hypot(
    left.x + right.x - leftHip.x - rightHip.x,
    left.y + right.y - leftHip.y - rightHip.y,
    left.z + right.z - leftHip.z - rightHip.z,
  );
  return (2 * Math.hypot(left.x - right.x, left.y - right.y, left.z - right.z)) / trunk;
}

const middleOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

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

  it("[ANG6] of which only pictures are known have shoulders narrower than their trunks are long, from the side as from the front", () => {
    const pictured = readIndex(FOLDER).filter(({ set }) => set.startsWith("RepCount"));
    expect(pictured.length).toBeGreaterThan(10);
    for (const { file } of pictured) {
      const width = middleOf(bodiesOf(file, shouldersInTrunks));
      expect(width, file).toBeGreaterThan(0.4);
      expect(width, file).toBeLessThan(0.9);
    }
  });

  it("[ANG6] have by picture the angles that a depth sensor saw of the same trial", () => {
    const angles = createClinicalAngles();
    const series = (sensor: string, index: number) => {
      const { file } = readIndex(FOLDER).find((recording) => recording.file.includes(`CTK-${sensor}`))!;
      return bodiesOf(file, (body) => {
        readClinicalAngles(body, angles);
        return angles.degrees[index]!;
      });
    };
    for (const motion of ["shoulderElevation", "elbowFlexion", "kneeFlexion", "hipFlexion"] as const) {
      for (const side of ["left", "right"] as const) {
        const byPicture = series("blazepose", angleIndex(motion, side));
        const byDepth = series("kinect", angleIndex(motion, side));
        expect(Math.abs(byPicture.length - byDepth.length)).toBeLessThan(5);
        const squares = byPicture.map((degrees, i) => (degrees - (byDepth[i] ?? byDepth.at(-1)!)) ** 2);
        const rms = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
        expect(rms, `${motion} ${side}`).toBeLessThan(20);
      }
    }
  });
});
