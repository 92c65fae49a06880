// Stores that tell the metrics how the database does: how long appends take, which leases could not be renewed, which were taken over.
import type { Metrics } from "../platform/metrics.ts";
import type { JournalStore } from "./journal-store.ts";
import type { LeaseStore } from "./lease-store.ts";

export function measureJournal(
  store: JournalStore,
  metrics: Pick<Metrics, "journalAppended" | "journalAppendFailed">,
  /** Told when the database may be the reason. */
  suspectDatabase: () => void,
): JournalStore {
  return {
    ...store,
    append: async (groupSessionId, ...appended) => {
      const startedMs = performance.now();
      try {
        const outcome = await store.append(groupSessionId, ...appended);
        metrics.journalAppended((performance.now() - startedMs) / 1000);
        return outcome;
      } catch (error) {
        metrics.journalAppendFailed(groupSessionId);
        suspectDatabase();
        throw error;
      }
    },
  };
}

export function measureLeases(
  store: LeaseStore,
  metrics: Pick<Metrics, "leaseNotRenewed" | "sessionTakenOver">,
  suspectDatabase: () => void,
): LeaseStore {
  return {
    ...store,
    takeLease: async (groupSessionId, holder, seen) => {
      const epoch = await store.takeLease(groupSessionId, holder, seen);
      if (epoch !== undefined && seen?.held === true) metrics.sessionTakenOver(groupSessionId);
      return epoch;
    },
    renewLease: async (groupSessionId, epoch) => {
      try {
        return await store.renewLease(groupSessionId, epoch);
      } catch (error) {
        metrics.leaseNotRenewed(groupSessionId);
        suspectDatabase();
        throw error;
      }
    },
  };
}
