// Where a set stands among those of its exercise, as people say it: "set 2 of 4".
import type { Exercise } from "../exercise/exercise.ts";
import type { MovingPhase } from "./session-fact.ts";

export interface SetPlace {
  readonly ordinal: number;
  /** Undefined where nothing says how many there will be: warming up, cooling down, and beyond the exercise's own dose. */
  readonly of: number | undefined;
}

export function placeOfSet(
  set: { readonly ordinal: number; readonly phase: MovingPhase },
  exercise: Pick<Exercise, "dose"> | undefined,
): SetPlace {
  const planned = set.phase === "exercise" ? exercise?.dose.sets : undefined;
  return { ordinal: set.ordinal, of: planned !== undefined && set.ordinal <= planned ? planned : undefined };
}
