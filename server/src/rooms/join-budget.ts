// How often one person may ask for a seat in one session. What is asked for and not taken is held for a quarter of a minute: without a
// bound, one member could fill the room and keep everybody else out.
import { createSpending, type Spending, spend } from "../platform/budget.ts";

/** Above what a link does that tries again and again, at most every two seconds. */
const JOINS = { perSecond: 1, burst: 20 };
const REFILLED_AFTER_MS = (1000 * JOINS.burst) / JOINS.perSecond;
/** Above this many, people whose budget is full again are forgotten. */
const KEPT = 1_000;

export interface JoinBudget {
  /** Takes one; false when this person has asked too often. */
  readonly spend: (groupSessionId: string, personId: string) => boolean;
}

export function createJoinBudget(nowMs: () => number): JoinBudget {
  const spendings = new Map<string, Spending>();
  const forget = (now: number) => {
    for (const [key, { atMs }] of spendings) if (now - atMs > REFILLED_AFTER_MS) spendings.delete(key);
  };
  return {
    spend: (groupSessionId, personId) => {
      const key = `${groupSessionId} ${personId}`;
      const now = nowMs();
      if (spendings.size >= KEPT) forget(now);
      let spending = spendings.get(key);
      if (spending === undefined) {
        spending = createSpending(JOINS, now);
        spendings.set(key, spending);
      }
      return spend(spending, JOINS, now);
    },
  };
}
