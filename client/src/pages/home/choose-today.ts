// Which session is today's one thing: the one that is running, else the next one today, else the next one at all.
import type { SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import { isSameDay } from "../../ui/say-time.ts";

/** How long after its beginning a session that nobody ended is still offered. */
const STILL_OPEN_MS = 4 * 3_600_000;

export interface TodaysThing {
  readonly session: SessionListing | undefined;
  /** open: its room can be entered now; later: today, not yet; none: nothing today (`session` may be the next one). */
  readonly when: "open" | "later" | "none";
}

/** A lobby is open for this long before the beginning. */
export const OPENS_BEFORE_MS = 30 * 60_000;

export function chooseToday(sessions: readonly SessionListing[], nowMs: number): TodaysThing {
  const open = sessions.filter((each) => isOpen(each, nowMs));
  const running = open.toSorted((one, other) => rank(one) - rank(other) || other.startsAtMs - one.startsAtMs)[0];
  if (running !== undefined) return { session: running, when: "open" };
  const next = sessions
    .filter((each) => !each.ended && each.startsAtMs > nowMs)
    .toSorted((one, other) => one.startsAtMs - other.startsAtMs)[0];
  if (next === undefined) return { session: undefined, when: "none" };
  return { session: next, when: isSameDay(next.startsAtMs, nowMs) ? "later" : "none" };
}

export function isOpen(session: SessionListing, nowMs: number): boolean {
  if (session.ended || session.phase === "summary") return false;
  const movingOrPeopled = session.phase !== "lobby" || session.present > 0;
  const sinceStartMs = nowMs - session.startsAtMs;
  return movingOrPeopled || (sinceStartMs >= -OPENS_BEFORE_MS && sinceStartMs <= STILL_OPEN_MS);
}

/** A real class before a demonstration, one with people in it before an empty one. */
function rank(session: SessionListing): number {
  return (session.demonstration ? 2 : 0) + (session.present > 0 ? 0 : 1);
}
