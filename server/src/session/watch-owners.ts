// Several processes keep an eye on each other's leases, so that a session whose owner has died is free as soon as somebody comes for
// it, and is not looked for where nobody is.
import { describeReason } from "../platform/explain-failure.ts";
import type { Logger } from "../platform/logger.ts";
import type { LeaseWatch } from "./lease-watch.ts";

const LOOK_EVERY_MS = 500;

/** `askAfter`: whether this holder answers; what is listed of one that does not is taken down. Returns the way to stop. */
export function watchOwners(options: {
  readonly leaseWatch: LeaseWatch;
  readonly askAfter: (holder: string) => Promise<boolean>;
  readonly logger: Logger;
}): () => void {
  const { leaseWatch, askAfter, logger } = options;
  let looking = false;
  let failing = false;

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      for (const holder of await leaseWatch.lookAround()) {
        if (!(await askAfter(holder))) logger.warn({ holder }, "a server process does not answer");
      }
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ reason: describeReason(error) }, "session leases cannot be watched");
      failing = true;
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
