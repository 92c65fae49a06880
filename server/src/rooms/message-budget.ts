// How much one client may send: a bucket per kind of message, refilled by time. Above it messages are refused, never the person.
export interface Budget {
  readonly perSecond: number;
  readonly burst: number;
}
/**
 * A camera sends 30 messages a second at most; after a cut, 120 s of frames come back in batches. Media requests are
 * weighed where they are answered, so that pictures being negotiated cost nobody a command.
 */
export const BUDGETS = {
  pose: { perSecond: 60, burst: 180 },
  request: { perSecond: 20, burst: 60 },
  message: { perSecond: 10, burst: 30 },
  // Its own, so that nothing else a page sends keeps a stop from being taken; nobody in pain presses more often.
  painStop: { perSecond: 5, burst: 20 },
} as const satisfies Record<string, Budget>;

export interface Spending {
  tokens: number;
  atMs: number;
}

export function createSpending(budget: Budget, nowMs: number): Spending {
  return { tokens: budget.burst, atMs: nowMs };
}

/** Takes one; false when nothing is left. Mutates `spending`. */
export function spend(spending: Spending, budget: Budget, nowMs: number): boolean {
  const refilled = ((nowMs - spending.atMs) / 1000) * budget.perSecond;
  spending.tokens = Math.min(budget.burst, spending.tokens + Math.max(0, refilled));
  spending.atMs = nowMs;
  if (spending.tokens < 1) return false;
  spending.tokens -= 1;
  return true;
}
