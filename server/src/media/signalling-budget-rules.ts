// How often one participant may ask: a reserve that refills. Joining a full class takes a therapist about fifty requests.
export interface BudgetRule {
  readonly reserve: number;
  readonly perSecond: number;
}

export interface Budget {
  readonly left: number;
  readonly atMs: number;
}

export const REQUEST_BUDGET: BudgetRule = { reserve: 150, perSecond: 15 };
/** Transports cost the worker most; a client that builds everything anew opens two. */
export const TRANSPORT_BUDGET: BudgetRule = { reserve: 10, perSecond: 0.5 };
/** A few at once for somebody who changes cables and tries again; on end, less than half of the time. */
export const PROBE_BUDGET: BudgetRule = { reserve: 4, perSecond: 1 / 30 };

/** The budget after one more request, undefined when nothing is left. */
export function spend(budget: Budget | undefined, rule: BudgetRule, nowMs: number): Budget | undefined {
  const refilled = budget ? budget.left + (Math.max(0, nowMs - budget.atMs) * rule.perSecond) / 1_000 : rule.reserve;
  const left = Math.min(rule.reserve, refilled) - 1;
  return left < 0 ? undefined : { left, atMs: nowMs };
}
