// Stores that tell the metrics how the database does: how long appends take, which leases could not be renewed, which were taken over.
import type { Metrics } from "../platform/metrics.ts";
import type { JournalStore } from "./journal-store.ts";
import type { LeaseStore } from "./lease-store.ts";

export function measureJournal(
  store: JournalStore,
  metrics: Pick<Metrics, "journalAppended" | "journalAppendFailed">,
  database: {
    /** Told when the database may be the reason. */
    readonly suspect: (error: unknown) => void;
    readonly written: () => void;
  },
): JournalStore {
  return {
    ...store,
    append: async (groupSessionId, ...appended) => {
      const startedMs = performance.now();
      try {
        const outcome = await store.append(groupSessionId, ...appended);
        metrics.journalAppended((performance.now() - startedMs) / 1000);
        if (outcome === "appended") database.written();
        return outcome;
      } catch (error) {
        metrics.journalAppendFailed(groupSessionId);
        database.suspect(error);
        throw error;
      }
    },
  };
}

export function measureLeases(
  store: LeaseStore,
  metrics: Pick<Metrics, "leaseNotRenewed" | "sessionTakenOver">,
  suspectDatabase: (error: unknown) => void,
): LeaseStore {
  return {
    ...store,
    takeLease: async (groupSessionId, holder, seen) => {
      const epoch = await store.takeLease(groupSessionId, holder, seen).catch((error: unknown) => {
        suspectDatabase(error);
        throw error;
      });
      if (epoch !== undefined && seen?.held === true) metrics.sessionTakenOver(groupSessionId);
      return epoch;
    },
    renewLease: async (groupSessionId, epoch) => {
      try {
        return await store.renewLease(groupSessionId, epoch);
      } catch (error) {
        metrics.leaseNotRenewed(groupSessionId);
        suspectDatabase(error);
        throw error;
      }
    },
  };
}
