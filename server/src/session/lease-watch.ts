// Whether a lease's holder is alive, judged without anybody's wall clock: a lease is renewed every second, so one that is seen
// unchanged for three, on this process's own monotonic clock, has nobody behind it.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Lease, LeaseStore } from "./lease-store.ts";

export const LEASE_MS = 3_000;
export const RENEW_EVERY_MS = 1_000;

export interface LeaseWatch {
  /** Looks at every lease somebody holds. Done at a process's start, it spares whoever comes first a part of the wait. */
  readonly lookAround: () => Promise<void>;
  /** One look: the new epoch when the lease was free or its holder is gone, `undefined` while the holder may be alive. */
  readonly tryToTake: (groupSessionId: GroupSessionId, holder: string) => Promise<number | undefined>;
}

export function createLeaseWatch(leases: LeaseStore, monotonicMs: () => number): LeaseWatch {
  /** Leases as they have been since they were first seen so. */
  const sightings = new Map<GroupSessionId, Lease & { readonly sinceMs: number }>();

  const hasStoodStill = (groupSessionId: GroupSessionId, lease: Lease, lookedAtMs: number): boolean => {
    const seen = sightings.get(groupSessionId);
    if (seen?.epoch === lease.epoch && seen.renewals === lease.renewals) return lookedAtMs - seen.sinceMs >= LEASE_MS;
    sightings.set(groupSessionId, { ...lease, sinceMs: monotonicMs() });
    return false;
  };

  /** While the database does not answer nobody can renew: a slow look and a failed one prove nothing, and waiting begins anew. */
  const look = async (groupSessionId: GroupSessionId): Promise<Lease | undefined> => {
    const lookedAtMs = monotonicMs();
    let answered = false;
    try {
      const lease = await leases.findLease(groupSessionId);
      answered = monotonicMs() - lookedAtMs < RENEW_EVERY_MS;
      return lease;
    } finally {
      if (!answered) sightings.delete(groupSessionId);
    }
  };

  return {
    lookAround: async () => {
      for (const { groupSessionId, ...lease } of await leases.findHeldLeases()) {
        sightings.set(groupSessionId, { ...lease, sinceMs: monotonicMs() });
      }
    },
    tryToTake: async (groupSessionId, holder) => {
      const lookedAtMs = monotonicMs();
      const lease = await look(groupSessionId);
      if (lease?.held && !hasStoodStill(groupSessionId, lease, lookedAtMs)) return undefined;
      sightings.delete(groupSessionId);
      return leases.takeLease(groupSessionId, holder, lease);
    },
  };
}
