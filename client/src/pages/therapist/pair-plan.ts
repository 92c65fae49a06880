// Pairs as the therapist puts them together, before they hold: every patient has a number, or none.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { LARGEST_PAIR, proposePairs } from "@ensemble/shared/session/pair-rules.ts";
import type { Pairs } from "@ensemble/shared/session/session-fact.ts";

/** Mark → number of the pair, from 1; whoever is missing is in none. */
export type PairPlan = ReadonlyMap<number, number>;

/** The pairs as they hold, of these patients only; neighbours where there are none yet. */
export function planOf(patients: readonly ParticipantView[]): PairPlan {
  const held = pairsOf(patients);
  return planFrom(held.length > 0 ? held : proposePairs(patients));
}

export function planFrom(pairs: Pairs): PairPlan {
  return new Map(pairs.flatMap((pair, index) => pair.map((mark) => [mark, index + 1] as const)));
}

/** As everybody's own part says it. */
export function pairsOf(patients: readonly ParticipantView[]): Pairs {
  const pairs: number[][] = [];
  for (const { mark, clinical } of patients) {
    const others = (clinical?.pairedWith ?? []).filter((each) => patients.some((patient) => patient.mark === each));
    if (others.length > 0 && !pairs.some((pair) => pair.includes(mark))) pairs.push([mark, ...others]);
  }
  return pairs;
}

/** What is asked for: whoever is alone with a number is in no pair. */
export function pairsIn(plan: PairPlan): Pairs {
  const numbers = [...new Set(plan.values())].sort((a, b) => a - b);
  return numbers
    .map((number) => [...plan].filter(([, of]) => of === number).map(([mark]) => mark))
    .filter(({ length }) => length >= 2);
}

/** As many numbers as there can be pairs, and no fewer than are used. */
export function numbersFor(patients: number, plan: PairPlan): readonly number[] {
  const most = Math.max(1, Math.floor(patients / 2), ...plan.values());
  return Array.from({ length: most }, (_, index) => index + 1);
}

export function isFull(number: number, mark: number, plan: PairPlan): boolean {
  return [...plan].filter(([other, of]) => other !== mark && of === number).length >= LARGEST_PAIR;
}

export function put(mark: number, number: number | undefined, plan: PairPlan): PairPlan {
  const next = new Map(plan);
  if (number === undefined) next.delete(mark);
  else next.set(mark, number);
  return next;
}

export function partnersIn(mark: number, plan: PairPlan): readonly number[] {
  const number = plan.get(mark);
  if (number === undefined) return [];
  return [...plan].filter(([other, of]) => other !== mark && of === number).map(([other]) => other);
}
