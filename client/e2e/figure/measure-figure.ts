// What the real pose model makes of a figure video: how often it sees somebody, how far its knee angles are off, and what the referee counts.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import { createBodyPoints, readBodyPoints } from "@ensemble/shared/movement/body-points.ts";
import { createClinicalAngles, readClinicalAngles } from "@ensemble/shared/movement/clinical-angles.ts";
import { angleIndex } from "@ensemble/shared/movement/motion.ts";
import { createPoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type RepetitionFact,
} from "@ensemble/shared/movement/referee.ts";
import { openPoseEstimator, type PoseModel } from "./estimate-poses.ts";
import type { FigureVideo } from "./render-figure-video.ts";

export interface FigureMeasurement {
  /** Of all frames, 0…1. */
  detectedShare: number;
  /** Over all frames with somebody in them: median of |measured − true| knee flexion, each side, degrees. */
  frameErrorDegrees: { left: number; right: number };
  /** Highest knee flexion of each repetition as the referee gives it, minus the true one. */
  peakErrorsDegrees: readonly number[];
  counted: number;
}

export async function measureFigure(
  video: FigureVideo,
  exercise: TrackedExercise,
  model: PoseModel,
): Promise<FigureMeasurement> {
  const { truth, y4mPath } = video;
  const estimator = await openPoseEstimator();
  const seen = await estimator.estimate({ y4mPath, ...truth }, model).finally(estimator.close);
  const errors: Record<"left" | "right", number[]> = { left: [], right: [] };
  const frame = createPoseFrame();
  const [points, angles] = [createBodyPoints(), createClinicalAngles()];
  const referee = createReferee(movementRuleOf(exercise), { side: "both" });
  const repetitions: RepetitionFact[] = [];
  seen.forEach((pose, i) => {
    const atMs = (i * 1000) / truth.framesPerSecond;
    const nobody = { world: undefined, image: undefined, visibility: undefined };
    snapToGrid({ atMs, source: "camera", aspect: 4 / 3, ...(pose ?? nobody) }, frame);
    for (const fact of advanceReferee(referee, frame)) if (fact.kind === "repetition") repetitions.push(fact);
    if (pose === null) return;
    readBodyPoints(frame, points);
    readClinicalAngles(points, angles);
    for (const side of ["left", "right"] as const)
      errors[side].push(Math.abs(angles.degrees[angleIndex("kneeFlexion", side)]! - truth.kneeFlexionDegrees[i]!));
  });
  for (const fact of finishReferee(referee)) if (fact.kind === "repetition") repetitions.push(fact);
  return {
    detectedShare: seen.filter((pose) => pose !== null).length / seen.length,
    frameErrorDegrees: { left: median(errors.left), right: median(errors.right) },
    peakErrorsDegrees: repetitions.map(
      (fact) => fact.rangeDegrees.maximum - nearestPeak(video, (fact.startMs + fact.endMs) / 2),
    ),
    counted: repetitions.length,
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function nearestPeak({ truth }: FigureVideo, atMs: number): number {
  const distance = (repetition: { startMs: number; endMs: number }) =>
    Math.abs((repetition.startMs + repetition.endMs) / 2 - atMs);
  return truth.repetitions.reduce((a, b) => (distance(b) < distance(a) ? b : a)).peakDegrees;
}
