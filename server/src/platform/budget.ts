// A bucket that time refills: what something may be done often, and for how long more often than that.
export interface Budget {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Spending {
  tokens: number;
  atMs: number;
}

export function createSpending(budget: Budget, nowMs: number): Spending {
  return { tokens: budget.burst, atMs: nowMs };
}

/** Takes one, or so many; false when less is left, and nothing is taken then. Mutates `spending`. */
export function spend(spending: Spending, budget: Budget, nowMs: number, amount = 1): boolean {
  const refilled = ((nowMs - spending.atMs) / 1000) * budget.perSecond;
  spending.tokens = Math.min(budget.burst, spending.tokens + Math.max(0, refilled));
  spending.atMs = nowMs;
  if (spending.tokens < amount) return false;
  spending.tokens -= amount;
  return true;
}
