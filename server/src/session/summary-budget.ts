// How often one person may ask for summaries: each is a whole journal read, opened and folded, for whoever is a member for as long as it is kept.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createBudgetForEach } from "../platform/budget-for-each.ts";

/** Somebody leafing through a month of classes; a page that stays open asks no more than every fifteen seconds. */
const SUMMARIES = { perSecond: 0.5, burst: 30 };
/** Far more than there are people. */
const REMEMBERED = 50_000;

export interface SummaryBudget {
  /** Takes one; false when this person has asked too often. */
  readonly spend: (personId: ParticipantId) => boolean;
}

export function createSummaryBudget(nowMs: () => number): SummaryBudget {
  return createBudgetForEach(SUMMARIES, REMEMBERED, nowMs);
}
