// Whether a lease's holder is alive, judged without anybody's wall clock: a lease is renewed every second, so one that is seen
// unchanged for three, on this process's own monotonic clock, has nobody behind it.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Lease, LeaseStore } from "./lease-store.ts";

export const LEASE_MS = 3_000;
export const RENEW_EVERY_MS = 1_000;
const MISSED_AFTER_MS = 1_500;
/** Whoever has been silent for longer was asked for then. */
const MISSED_UNTIL_MS = 10_000;

interface Sighting {
  readonly epoch: number;
  readonly renewals: number;
  readonly sinceMs: number;
}

export interface LeaseWatch {
  /**
   * Looks at every lease somebody holds: done again and again, it spares whoever comes first the wait. The holders of those that
   * have missed a renewal, not long ago.
   */
  readonly lookAround: () => Promise<ReadonlySet<string>>;
  /** One look: the new epoch when the lease was free or its holder is gone, `undefined` while the holder may be alive. */
  readonly tryToTake: (groupSessionId: GroupSessionId, holder: string) => Promise<number | undefined>;
}

export function createLeaseWatch(leases: LeaseStore, monotonicMs: () => number): LeaseWatch {
  /** Leases as they have been since they were first seen so. */
  const sightings = new Map<GroupSessionId, Sighting>();

  /** For how long the lease is known to be as it was when it was looked at. */
  const stoodStillForMs = (groupSessionId: GroupSessionId, lease: Lease, lookedAtMs: number): number => {
    const seen = sightings.get(groupSessionId);
    if (seen?.epoch === lease.epoch && seen.renewals === lease.renewals) return lookedAtMs - seen.sinceMs;
    sightings.set(groupSessionId, { epoch: lease.epoch, renewals: lease.renewals, sinceMs: monotonicMs() });
    return 0;
  };

  /** While the database does not answer nobody can renew: a slow look and a failed one prove nothing, and waiting begins anew. */
  const look = async <Seen>(find: () => Promise<Seen>, forget: () => void): Promise<Seen> => {
    const lookedAtMs = monotonicMs();
    let answered = false;
    try {
      const seen = await find();
      answered = monotonicMs() - lookedAtMs < RENEW_EVERY_MS;
      return seen;
    } finally {
      if (!answered) forget();
    }
  };

  return {
    lookAround: async () => {
      const lookedAtMs = monotonicMs();
      const held = await look(leases.findHeldLeases, () => sightings.clear());
      const silent = held.filter((lease) => {
        const forMs = stoodStillForMs(lease.groupSessionId, lease, lookedAtMs);
        return forMs >= MISSED_AFTER_MS && forMs < MISSED_UNTIL_MS;
      });
      const ids = new Set(held.map((lease) => lease.groupSessionId));
      for (const groupSessionId of sightings.keys()) if (!ids.has(groupSessionId)) sightings.delete(groupSessionId);
      return new Set(silent.map((lease) => lease.holder));
    },
    tryToTake: async (groupSessionId, holder) => {
      const lookedAtMs = monotonicMs();
      const lease = await look(
        () => leases.findLease(groupSessionId),
        () => sightings.delete(groupSessionId),
      );
      if (lease?.held && stoodStillForMs(groupSessionId, lease, lookedAtMs) < LEASE_MS) return undefined;
      sightings.delete(groupSessionId);
      return leases.takeLease(groupSessionId, holder, lease);
    },
  };
}
