// How often one person may ask for a seat in one session. What is asked for and not taken is held for a quarter of a minute: without a
// bound, one member could fill the room and keep everybody else out.
import { createBudgetForEach } from "../platform/budget-for-each.ts";

/** Above what a link does that tries again and again, at most every two seconds. */
export const JOINS = { perSecond: 1, burst: 20 };
/** People and sessions; far more than there are people. */
const REMEMBERED = 50_000;

export interface JoinBudget {
  /** Takes one; false when this person has asked too often. */
  readonly spend: (groupSessionId: string, personId: string) => boolean;
}

export function createJoinBudget(nowMs: () => number): JoinBudget {
  const joins = createBudgetForEach(JOINS, REMEMBERED, nowMs);
  return { spend: (groupSessionId, personId) => joins.spend(`${groupSessionId} ${personId}`) };
}
