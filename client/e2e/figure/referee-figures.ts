// What the referee concludes from what the pose model saw of each figure, beside the truth.
import { readFileSync } from "node:fs";
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import { createBodyPoints, readBodyPoints } from "@ensemble/shared/movement/body-points.ts";
import { createClinicalAngles, readClinicalAngles } from "@ensemble/shared/movement/clinical-angles.ts";
import { createPoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type MovementRule,
  type RepetitionFact,
} from "@ensemble/shared/movement/referee.ts";
import { readSignal } from "@ensemble/shared/movement/signal.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import type { FigureRecording } from "./figure-recordings.ts";

export interface RefereedFigure {
  exercise: string;
  figure: string;
  viewDegrees: number;
  /** One, and one of each side where they alternate. */
  trueRepetitions: number;
  repetitions: { fact: RepetitionFact; trueMaximum: number; trueMinimum: number }[];
}

/** A repetition is announced this much before and after the true one. */
const AROUND_MS = 200;

export function refereeFigure(recording: FigureRecording): RefereedFigure {
  const { exercise: id, figure, viewDegrees, frames } = recording;
  const file = new URL(`../../../assets/exercises/${id}.json`, import.meta.url);
  const exercise = parseTrackedExerciseFile(JSON.parse(readFileSync(file, "utf8")));
  const rule = movementRuleOf(exercise);
  const referee = createReferee(rule, { side: "both" });
  const facts: RepetitionFact[] = [];
  for (const { atMs, world, visibility } of frames) {
    snapToGrid({ atMs, source: "camera", aspect: 1, world, visibility }, frame);
    for (const fact of advanceReferee(referee, frame)) if (fact.kind === "repetition") facts.push({ ...fact });
  }
  for (const fact of finishReferee(referee)) if (fact.kind === "repetition") facts.push(fact);
  const repetitions = facts.map((fact) => ({ fact, ...trueRange(recording, rule, fact) }));
  return { exercise: id, figure, viewDegrees, trueRepetitions: exercise.alternating ? 2 : 1, repetitions };
}

function trueRange({ frames }: FigureRecording, rule: MovementRule, { startMs, endMs, side }: RepetitionFact) {
  let [trueMaximum, trueMinimum] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { atMs, truth } of frames) {
    if (atMs < startMs - AROUND_MS || atMs > endMs + AROUND_MS) continue;
    snapToGrid({ atMs, source: "simulated", aspect: 1, world: truth }, frame);
    readBodyPoints(frame, points);
    readClinicalAngles(points, angles);
    const degrees = readSignal(angles, rule.measures[0]!.motion, "active", side);
    trueMaximum = Math.max(trueMaximum, degrees);
    trueMinimum = Math.min(trueMinimum, degrees);
  }
  return { trueMaximum, trueMinimum };
}

const frame = createPoseFrame();
const points = createBodyPoints();
const angles = createClinicalAngles();
