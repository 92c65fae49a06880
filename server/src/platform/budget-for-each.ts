// A budget for each of many who come and go. Two generations, so that nobody is ever looked for: who has asked for nothing during a whole
// generation has the budget back and is forgotten with it.
import { type Budget, createSpending, type Spending, spend } from "./budget.ts";

export interface BudgetForEach {
  /** Takes one of this one's budget; false when nothing is left of it. */
  readonly spend: (key: string) => boolean;
}

/**
 * `most`: a generation holds no more, so at most twice as many are kept. Above that, those who asked longest ago are forgotten before their
 * time and have a whole budget again: who can come under so many keys gains nothing by it, and nobody who is new is kept out.
 */
export function createBudgetForEach(budget: Budget, most: number, nowMs: () => number): BudgetForEach {
  const refilledAfterMs = (1000 * budget.burst) / budget.perSecond;
  let newer = new Map<string, Spending>();
  let older = new Map<string, Spending>();
  let sinceMs = nowMs();

  const turn = (now: number) => {
    older = now - sinceMs < 2 * refilledAfterMs ? newer : new Map();
    newer = new Map();
    sinceMs = now;
  };

  return {
    spend: (key) => {
      const now = nowMs();
      if (now - sinceMs >= refilledAfterMs) turn(now);
      let spending = newer.get(key);
      if (spending === undefined) {
        spending = older.get(key) ?? createSpending(budget, now);
        if (newer.size >= most) turn(now);
        newer.set(key, spending);
      }
      return spend(spending, budget, now);
    },
  };
}
