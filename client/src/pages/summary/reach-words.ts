// How far a patient is told to have come: so many degrees away from straight, or, where the exercise brings a bent joint back towards straight, what was left of the bend.
import { directionOf, type Travel } from "@ensemble/shared/movement/attained.ts";

export interface ReachWords {
  readonly key: "summary.own.range" | "summary.own.rangeDownTo";
  readonly degrees: number;
}

/** Behind the body is as far as in front of it: who is no clinician is told no angle below zero for going there. */
export function reachWords({ restDegrees, peakDegrees }: Travel, attainedDegrees: number): ReachWords {
  const degrees = Math.round(attainedDegrees);
  if (directionOf({ restDegrees, peakDegrees }) === "rises") return { key: "summary.own.range", degrees };
  if (Math.abs(peakDegrees) < Math.abs(restDegrees)) return { key: "summary.own.rangeDownTo", degrees };
  return { key: "summary.own.range", degrees: Math.max(0, -degrees) };
}
