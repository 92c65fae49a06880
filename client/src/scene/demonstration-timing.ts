// When the demonstration is where: repetition after repetition at the exercise's own tempo, sides in turn, now to be seen from the front, now from the side.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";

export interface DemonstrationMoment {
  /** 0…1 through one repetition. */
  phase: number;
  side: SideChoice;
  /** Both in turn, for whoever does not choose. */
  view: "front" | "side";
}

/** A breath between two repetitions. */
const PAUSE_MS = 700;
const REPETITIONS_PER_VIEW = 2;

export function demonstrationMoment(exercise: Exercise, side: SideChoice, elapsedMs: number): DemonstrationMoment {
  const cycleMs = exercise.reference.tempoMs + PAUSE_MS;
  const repetition = Math.floor(elapsedMs / cycleMs);
  const phase = Math.min(1, (elapsedMs - repetition * cycleMs) / exercise.reference.tempoMs);
  return momentOfRepetition(exercise, side, repetition, phase);
}

/** Of a demonstration whose pace is another's. */
export function momentOfRepetition(
  exercise: Exercise,
  side: SideChoice,
  repetition: number,
  phase: number,
): DemonstrationMoment {
  const turns = exercise.alternating && side === "both";
  const perView = turns ? 2 * REPETITIONS_PER_VIEW : REPETITIONS_PER_VIEW;
  return {
    phase,
    side: turns ? (repetition % 2 === 0 ? "left" : "right") : side,
    view: Math.floor(repetition / perView) % 2 === 0 ? "front" : "side",
  };
}
