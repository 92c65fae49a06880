// How far a patient is told to have come: so many degrees away from straight, or, where the exercise brings a bent joint back towards straight, what was left of the bend.
import { directionOf, type Travel } from "@ensemble/shared/movement/attained.ts";
import type { SetSummary } from "@ensemble/shared/protocol/http-messages.ts";

export interface ReachWords {
  readonly key: "summary.own.range" | "summary.own.rangeDownTo";
  readonly degrees: number;
  /** Between these the truth probably lies. */
  readonly from: number;
  readonly to: number;
}

/** Behind the body is as far as in front of it: who is no clinician is told no angle below zero for going there. */
export function reachWords(
  { restDegrees, peakDegrees }: Travel,
  {
    attainedDegrees,
    rangeBelow95 = 0,
    rangeAbove95 = 0,
  }: Pick<SetSummary, "attainedDegrees" | "rangeBelow95" | "rangeAbove95">,
): ReachWords | undefined {
  if (attainedDegrees === undefined) return undefined;
  const degrees = Math.round(attainedDegrees);
  const from = Math.round(attainedDegrees - rangeBelow95);
  const to = Math.round(attainedDegrees + rangeAbove95);
  if (directionOf({ restDegrees, peakDegrees }) === "rises") return { key: "summary.own.range", degrees, from, to };
  if (Math.abs(peakDegrees) < Math.abs(restDegrees)) return { key: "summary.own.rangeDownTo", degrees, from, to };
  const behind = (angle: number) => Math.max(0, -angle);
  return { key: "summary.own.range", degrees: behind(degrees), from: behind(to), to: behind(from) };
}
