// Sessions whose journal cannot be built on. They are not opened for a while, a longer one each time, until somebody has repaired
// them: opened again and again, they would keep everybody who wants to join, and the database, busy for ever.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { placeOf } from "../platform/without-input.ts";
import type { UnreadableJournal } from "./unreadable-journal.ts";

const FIRST_PAUSE_MS = 1_000;
/** With the pause of a page that asks again (`room-connection.ts`) about a minute. */
const LONGEST_PAUSE_MS = 30_000;

export interface HeldBackSessions {
  /** Not to be opened now. */
  readonly isHeldBack: (groupSessionId: GroupSessionId) => boolean;
  /** Logged once, counted each time. */
  readonly holdBack: (groupSessionId: GroupSessionId, why: UnreadableJournal) => void;
  /** Its journal could be read. One that breaks again soon is held back for longer. */
  readonly opened: (groupSessionId: GroupSessionId) => void;
}

interface Held {
  readonly pauseMs: number;
  readonly untilMs: number;
  readonly open: boolean;
}

export function createHeldBackSessions(parts: {
  readonly metrics: Pick<Metrics, "sessionUnreadable">;
  readonly logger: Logger;
  readonly monotonicMs: () => number;
}): HeldBackSessions {
  const { metrics, logger, monotonicMs } = parts;
  const held = new Map<GroupSessionId, Held>();

  const lastOf = (groupSessionId: GroupSessionId): Held | undefined => {
    const last = held.get(groupSessionId);
    // It has been open for long enough to be taken for well.
    if (last?.open && monotonicMs() > last.untilMs + 2 * LONGEST_PAUSE_MS) held.delete(groupSessionId);
    return held.get(groupSessionId);
  };

  return {
    isHeldBack: (groupSessionId) => monotonicMs() < (held.get(groupSessionId)?.untilMs ?? 0),
    holdBack: (groupSessionId, why) => {
      metrics.sessionUnreadable(groupSessionId, why.kind);
      const last = lastOf(groupSessionId);
      const pauseMs = last === undefined ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, 2 * last.pauseMs);
      held.set(groupSessionId, { pauseMs, untilMs: monotonicMs() + pauseMs, open: false });
      if (last !== undefined && !last.open) return;
      logger.error(
        { groupSessionId, kind: why.kind, reason: why.message, where: placeOf(why.cause) },
        "a session's journal cannot be built on: it is not opened until it is repaired",
      );
    },
    opened: (groupSessionId) => {
      const last = lastOf(groupSessionId);
      if (last === undefined || last.open) return;
      held.set(groupSessionId, { ...last, untilMs: monotonicMs(), open: true });
      logger.info({ groupSessionId }, "a session's journal can be built on again");
    },
  };
}
