// A way through weeks of exercise after an operation, an injury or with a long-lasting complaint: phases, what is done in them, and when to go on.
import { degreesBeyond, directionOf } from "../movement/attained.ts";
import type { Motion } from "../movement/motion.ts";
import type { Condition, Exercise, LocalisedText, TrackedExercise } from "./exercise.ts";
import { travelOf } from "./travel-of.ts";

export const PROTOCOL_TEMPLATE_FORMAT = "protocol/1";

/** What week 1 begins with. */
export const WEEK_COUNTED_FROM = ["surgery", "injury", "start"] as const;
export type WeekCountedFrom = (typeof WEEK_COUNTED_FROM)[number];

/** What the product can measure or ask, so that it can say by itself how far somebody is. Of a side, the affected one is meant. */
export type PhaseCriterion =
  /** A range of motion reached; at most where the goal is a small angle, for instance a straight knee. */
  | { readonly measure: "range"; readonly motion: Motion; readonly atLeastDegrees: number }
  | { readonly measure: "range"; readonly motion: Motion; readonly atMostDegrees: number }
  /** Of 10, during the phase's exercises. */
  | { readonly measure: "pain"; readonly below: number }
  /** In one set of an exercise of the phase. */
  | { readonly measure: "repetitions"; readonly exerciseId: string; readonly atLeast: number }
  | { readonly measure: "hold"; readonly exerciseId: string; readonly atLeastSeconds: number };

export interface PrescribedExercise {
  readonly exerciseId: string;
  readonly sets: number;
  readonly repetitions: number;
  /** Of each repetition; of a timed exercise the duration of one set. */
  readonly holdSeconds: number;
  readonly timesPerWeek: number;
  /** both: together, in turn, or one side after the other, as the exercise allows. */
  readonly side: "affected" | "both";
  /** Of an exercise the camera measures, where the phase wants less or more than the exercise's own target. */
  readonly targetDegrees?: number | undefined;
}

export interface ProtocolPhase {
  readonly id: string;
  readonly name: LocalisedText;
  /** First and last week, both within the phase; week 1 is the first. The last phase may be open. */
  readonly fromWeek: number;
  readonly toWeek: number | null;
  readonly goals: readonly LocalisedText[];
  /** All of it, and not before the phase's last week unless a clinician says so. */
  readonly goOnWhen: {
    readonly words: readonly LocalisedText[];
    readonly measured: readonly PhaseCriterion[];
  };
  /** Ids of assets/clinical/contraindications.json that hold for everybody in the phase: none of its exercises may be ruled out by one. */
  readonly restrictions: readonly string[];
  /** Ids of the same file that a clinician rules out before the phase and watches for in it. */
  readonly precautions: readonly string[];
  readonly exercises: readonly PrescribedExercise[];
}

export interface ProtocolTemplate {
  readonly format: typeof PROTOCOL_TEMPLATE_FORMAT;
  readonly id: string;
  readonly version: number;
  readonly name: LocalisedText;
  /** For whom it is, and for whom not. */
  readonly purpose: LocalisedText;
  readonly condition: Condition;
  readonly countedFrom: WeekCountedFrom;
  readonly phases: readonly ProtocolPhase[];
  readonly review: "unreviewed" | "reviewed";
  /** Ids of assets/clinical/sources.json. */
  readonly sources: readonly string[];
}

/** What a clinic has, for references of a template to be looked up. */
export interface TemplateSurroundings {
  readonly findExercise: (id: string) => Exercise | undefined;
  readonly contraindicationIds: ReadonlySet<string>;
  readonly sourceIds: ReadonlySet<string>;
}

/** Degrees: nobody is asked for much more than an exercise's own movement reaches. */
const MOST_BEYOND_TARGET_DEGREES = 40;

/** So long one may stay at the height of any exercise [REP9]. */
const SHORT_HOLD_MS = 3000;

/** What a template refers to that does not exist or does not fit, in words for whoever writes templates; empty when it is sound. */
export function findTemplateFaults(template: ProtocolTemplate, surroundings: TemplateSurroundings): readonly string[] {
  const faults = template.sources.filter((id) => !surroundings.sourceIds.has(id)).map((id) => `unknown source ${id}`);
  for (const phase of template.phases) {
    const at = (fault: string) => faults.push(`${phase.id}: ${fault}`);
    for (const id of [...phase.restrictions, ...phase.precautions]) {
      if (!surroundings.contraindicationIds.has(id)) at(`unknown contraindication ${id}`);
    }
    for (const prescribed of phase.exercises) {
      const exercise = surroundings.findExercise(prescribed.exerciseId);
      if (exercise === undefined) at(`unknown exercise ${prescribed.exerciseId}`);
      else for (const fault of findMisfits(prescribed, exercise, phase.restrictions)) at(`${exercise.id} ${fault}`);
    }
    for (const criterion of phase.goOnWhen.measured) {
      if ("exerciseId" in criterion && !phase.exercises.some(({ exerciseId }) => exerciseId === criterion.exerciseId)) {
        at(`depends on ${criterion.exerciseId}, which is not done in it`);
      }
      if (criterion.measure === "range" && !motionsMeasured(phase, surroundings).includes(criterion.motion)) {
        at(`depends on ${criterion.motion}, which none of its exercises measures`);
      }
    }
  }
  return faults;
}

function motionsMeasured(phase: ProtocolPhase, { findExercise }: TemplateSurroundings): readonly Motion[] {
  return phase.exercises.flatMap(({ exerciseId }) => {
    const exercise = findExercise(exerciseId);
    return exercise?.tracking === "camera" ? exercise.measures.map(({ motion }) => motion) : [];
  });
}

function findMisfits(prescribed: PrescribedExercise, exercise: Exercise, restrictions: readonly string[]): string[] {
  const misfits = exercise.contraindications
    .filter((id) => restrictions.includes(id))
    .map((id) => `is ruled out by ${id}`);
  if (prescribed.side === "affected" && !exercise.sides.some((side) => side !== "both")) {
    misfits.push("cannot be done with one side");
  }
  if (exercise.tracking === "clock" && prescribed.holdSeconds === 0) misfits.push("is done for a time and has none");
  if (exercise.tracking === "camera") {
    const lastsMs = exercise.reference.tempoMs + prescribed.holdSeconds * 1000;
    const { longestHoldMs, maximumMs } = exercise.repetition;
    if (prescribed.holdSeconds * 1000 > Math.max(SHORT_HOLD_MS, longestHoldMs))
      misfits.push("is not to be held so long");
    if (lastsMs > maximumMs) misfits.push("is held longer than a repetition may last");
  }
  if (prescribed.targetDegrees !== undefined) {
    if (exercise.tracking !== "camera") misfits.push("is not measured and has a target");
    else if (isBeyondReach(prescribed.targetDegrees, exercise)) {
      misfits.push("has a target that its movement does not reach");
    }
  }
  return misfits;
}

function isBeyondReach(targetDegrees: number, exercise: TrackedExercise): boolean {
  const direction = directionOf(travelOf(exercise));
  return degreesBeyond(targetDegrees, exercise.romTargetDegrees, direction) > MOST_BEYOND_TARGET_DEGREES;
}
