// How far a reference body has to be turned so that it is measured from the front, obliquely, from the side or from behind. Unturned, who
// stands or sits faces the camera; who lies is looked at along the body from the feet, which are then too near, and who lies on one side is seen from
// elsewhere altogether.
import { createJointAngles, demonstrateExercise } from "../../shared/src/exercise/demonstrate.ts";
import type { TrackedExercise } from "../../shared/src/exercise/exercise.ts";
import {
  createReferenceBody,
  poseReferenceBody,
  writeWorldLandmarks,
} from "../../shared/src/exercise/forward-kinematics.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import { createBodyPoints, readBodyPoints } from "../../shared/src/movement/body-points.ts";
import { viewOfTurn } from "../../shared/src/movement/camera-view.ts";
import { createClinicalAngles, readClinicalAngles } from "../../shared/src/movement/clinical-angles.ts";
import { LANDMARK_COUNT } from "../../shared/src/movement/landmarks.ts";
import { createPoseFrame, snapToGrid } from "../../shared/src/movement/pose-frame.ts";
import type { SideChoice, View } from "../../shared/src/movement/referee.ts";
import { countRepetitions } from "./count-repetitions.ts";

/** A body's own turn in the middle of each view, the one nobody has filmed left out where there is another. */
const BODY_TURN: Readonly<Record<View, number>> = { front: 0, oblique: 48, side: 85, back: 180 };
/** A range is measurable when the view was there for more than this part of the repetition [ROM2]. */
const SEEN_FROM = 0.8;
const MOMENTS = 20;
const STEP_DEGREES = 5;
const STATURE_METRES = 1.7;

/** With the left (1) or the right (−1) side to the camera, as near to the middle of the view as can be. Undefined where it is measured from no turn. */
export function turnForView(exercise: TrackedExercise, side: SideChoice, view: View, near: 1 | -1): number | undefined {
  const ownTurns = turnsOfBody(exercise, side);
  const shown = (degrees: number) => {
    const seen = ownTurns.filter((own) => viewOfTurn(wrap(own + degrees)) === view);
    return seen.length / ownTurns.length;
  };
  const wanted = near * BODY_TURN[view];
  if (shown(wanted) > SEEN_FROM && isMeasured(exercise, side, wanted)) return wanted;
  const distance = (degrees: number) => Math.abs(wrap(ownTurns[0]! + degrees - wanted));
  const others = Array.from({ length: 360 / STEP_DEGREES }, (_, i) => i * STEP_DEGREES - 180);
  return others
    .filter((degrees) => shown(degrees) > SEEN_FROM)
    .toSorted((a, b) => distance(a) - distance(b))
    .find((degrees) => isMeasured(exercise, side, degrees));
}

/** Seen whole and so tracked, which the turn alone does not say. */
function isMeasured(exercise: TrackedExercise, side: SideChoice, viewDegrees: number): boolean {
  const { frames } = synthesizeRecording(exercise, { repetitions: 2, side, viewDegrees, framesPerSecond: 15 });
  const counted = countRepetitions(exercise, side, frames);
  return counted.length > 0 && counted.every(({ rangeDegrees }) => rangeDegrees.measurable);
}

/** As the engine reads them over a repetition, at no turn; a turn of the whole adds to each. */
function turnsOfBody(exercise: TrackedExercise, side: SideChoice): number[] {
  const angles = createJointAngles();
  const body = createReferenceBody();
  const points = createBodyPoints();
  const read = createClinicalAngles();
  const frame = createPoseFrame();
  const world = new Float64Array(3 * LANDMARK_COUNT);
  return Array.from({ length: MOMENTS + 1 }, (_, i) => {
    demonstrateExercise(exercise, { phase: i / MOMENTS, side }, angles);
    writeWorldLandmarks(poseReferenceBody(angles, STATURE_METRES, body), 0, world);
    readBodyPoints(snapToGrid({ atMs: 0, source: "camera", aspect: 1, world }, frame), points);
    readClinicalAngles(points, read);
    return read.turnDegrees;
  });
}

function wrap(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}
