// Keeps a session's lease alive while its owner works, gives it back at the end, and leaves it to others when only they can keep it.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { endsWithin } from "../platform/ends-within.ts";
import { describeReason } from "../platform/explain-failure.ts";
import type { Logger } from "../platform/logger.ts";
import type { LeaseStore } from "./lease-store.ts";
import { RENEW_EVERY_MS } from "./lease-watch.ts";

/** A database that does not answer keeps nobody from ending: a lease that is not given back is free a little later. */
const RELEASE_AT_MOST_MS = 2_000;
/**
 * An absence of ten seconds, and one three times as long, is outlasted where the session is. Devices keep two minutes of what is not
 * durable (`frame-outbox.ts`): more than a minute of it is left to find the next owner and to send again.
 */
const CUT_OFF_AFTER_MS = 30_000;

/**
 * Leases are renewed at moments that sessions of a process have in common, so that many are renewed together. The first moment is a
 * whole time away or more: how often a lease was renewed says for how long its owner lived at least.
 */
const COMMON_MOMENTS_MS = 250;
/** Half-way between the moments at which frames are appended (`journal-writer.ts`): an append holds the lease's row. */
const PHASE_MS = 125;
const sinceMomentMs = (nowMs: number): number => (nowMs + COMMON_MOMENTS_MS - PHASE_MS) % COMMON_MOMENTS_MS;
const untilFirstMs = (nowMs: number): number => RENEW_EVERY_MS + COMMON_MOMENTS_MS - sinceMomentMs(nowMs);
/** From about such a moment to the same one a whole time later: what a timer is late by does not add up. */
const untilNextMs = (nowMs: number): number =>
  RENEW_EVERY_MS + COMMON_MOMENTS_MS / 2 - sinceMomentMs(nowMs + COMMON_MOMENTS_MS / 2);

export interface KeptLease {
  readonly giveBack: () => Promise<void>;
}

export function keepLease(options: {
  readonly leases: Pick<LeaseStore, "renewLease" | "releaseLease">;
  readonly groupSessionId: GroupSessionId;
  readonly epoch: number;
  readonly logger: Logger;
  /** Somebody else has the lease. */
  readonly onLost: () => void;
  /** Whether another process could renew it, and this one cannot; only asked when it has not been renewed for long. */
  readonly isCutOff: () => Promise<boolean>;
  /** It is not renewed any more: whoever comes for the session next takes it as that of a dead owner. */
  readonly onCutOff: () => void;
}): KeptLease {
  const { leases, groupSessionId, epoch, logger } = options;
  let asking = false;
  let judging = false;
  let isOver = false;
  /** When the first of the attempts that have not succeeded since the last one that did was made. */
  let unrenewedSinceMs: number | undefined;

  const end = () => {
    isOver = true;
    clearTimeout(timer);
  };

  const renew = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    unrenewedSinceMs ??= performance.now();
    try {
      const renewed = await leases.renewLease(groupSessionId, epoch);
      unrenewedSinceMs = undefined;
      if (renewed || isOver) return;
      end();
      options.onLost();
    } catch (error) {
      logger.warn({ groupSessionId, reason: describeReason(error) }, "session lease not renewed");
    } finally {
      asking = false;
    }
  };
  const isLongUnrenewed = () =>
    unrenewedSinceMs !== undefined && performance.now() - unrenewedSinceMs >= CUT_OFF_AFTER_MS;

  const judge = async (): Promise<void> => {
    if (judging || !isLongUnrenewed()) return;
    judging = true;
    const cutOff = await options.isCutOff().finally(() => {
      judging = false;
    });
    // It may have been renewed, lost or given back while others were asked.
    if (!cutOff || isOver || !isLongUnrenewed()) return;
    end();
    options.onCutOff();
  };
  const goOn = (): void => {
    timer = setTimeout(goOn, untilNextMs(performance.now()));
    void renew();
    void judge();
  };
  let timer = setTimeout(goOn, untilFirstMs(performance.now()));

  return {
    giveBack: async () => {
      end();
      const released = leases.releaseLease(groupSessionId, epoch).catch((error: Error) => {
        logger.warn({ groupSessionId, reason: describeReason(error) }, "session lease not released");
      });
      await endsWithin(released, RELEASE_AT_MOST_MS);
    },
  };
}
