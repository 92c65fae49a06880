// For tests: the exercise files as they are shipped, and the referee run over a recording.
import { readdirSync, readFileSync } from "node:fs";
import type { Exercise, TrackedExercise } from "../src/exercise/exercise.ts";
import { movementRuleOf } from "../src/exercise/movement-rule-of.ts";
import type { SideChoice } from "../src/movement/motion.ts";
import type { MovementFact, RepetitionFact } from "../src/movement/movement-fact.ts";
import type { MovementRule } from "../src/movement/movement-rule.ts";
import type { PoseFrame } from "../src/movement/pose-frame.ts";
import { advanceReferee, createReferee, finishReferee } from "../src/movement/referee.ts";
import { parseExerciseFile } from "../src/protocol/exercise-file.ts";

const FOLDER = new URL("../../assets/exercises/", import.meta.url);

export const LIBRARY: readonly Exercise[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => parseExerciseFile(JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"))));

/** Those that the camera counts and measures. */
export const EXERCISES: readonly TrackedExercise[] = LIBRARY.filter((exercise) => exercise.tracking === "camera");

export function getExercise(id: string): TrackedExercise {
  const found = EXERCISES.find((exercise) => exercise.id === id);
  if (found === undefined) throw new Error(`no exercise file for ${id}, or the camera does not count it`);
  return found;
}

export function referee(
  exercise: TrackedExercise | MovementRule,
  frames: readonly PoseFrame[],
  options: { side?: SideChoice; targetDegrees?: number } = {},
): MovementFact[] {
  const rule = "format" in exercise ? ruleOf(exercise) : exercise;
  const state = createReferee(rule, { side: "both", ...options });
  const facts: MovementFact[] = [];
  for (const frame of frames) {
    const news = advanceReferee(state, frame);
    if (news.length > 0) facts.push(...structuredClone(news));
  }
  facts.push(...finishReferee(state));
  return facts;
}

const rules = new WeakMap<TrackedExercise, MovementRule>();

/** Measuring the reference body takes longer than refereeing a short recording. */
function ruleOf(exercise: TrackedExercise): MovementRule {
  let rule = rules.get(exercise);
  if (rule === undefined) {
    rule = movementRuleOf(exercise);
    rules.set(exercise, rule);
  }
  return rule;
}

export function repetitionsIn(facts: readonly MovementFact[]): RepetitionFact[] {
  return facts.filter((fact) => fact.kind === "repetition");
}
