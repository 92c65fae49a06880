// Keeps a session's lease alive while its owner works, and gives it back at the end.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { endsWithin } from "../platform/ends-within.ts";
import { describeReason } from "../platform/explain-failure.ts";
import type { Logger } from "../platform/logger.ts";
import type { LeaseStore } from "./lease-store.ts";
import { RENEW_EVERY_MS } from "./lease-watch.ts";

/** A database that does not answer keeps nobody from ending: a lease that is not given back is free a little later. */
const RELEASE_AT_MOST_MS = 2_000;

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
}): KeptLease {
  const { leases, groupSessionId, epoch, logger } = options;
  let asking = false;

  const renew = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      if (await leases.renewLease(groupSessionId, epoch)) return;
      clearInterval(timer);
      options.onLost();
    } catch (error) {
      logger.warn({ groupSessionId, reason: describeReason(error) }, "session lease not renewed");
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void renew(), RENEW_EVERY_MS);

  return {
    giveBack: async () => {
      clearInterval(timer);
      const released = leases.releaseLease(groupSessionId, epoch).catch((error: Error) => {
        logger.warn({ groupSessionId, reason: describeReason(error) }, "session lease not released");
      });
      await endsWithin(released, RELEASE_AT_MOST_MS);
    },
  };
}
