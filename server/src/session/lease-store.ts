// One owner of a session at any time: a lease with an epoch. Every append checks the epoch; `lease-watch.ts` judges who is alive.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type pg from "pg";
import { createLeaseRenewals, type RenewLease } from "./lease-renewal-store.ts";

export interface Lease {
  readonly epoch: number;
  /** Grows while the holder is alive. */
  readonly renewals: number;
  /** False once it was given back. */
  readonly held: boolean;
}
export interface HeldLease extends Lease {
  readonly groupSessionId: GroupSessionId;
  readonly holder: string;
}

export interface LeaseStore {
  readonly findLease: (groupSessionId: GroupSessionId) => Promise<Lease | undefined>;
  readonly findHeldLeases: () => Promise<readonly HeldLease[]>;
  /** The new epoch, if the lease still is as it was `seen` (`undefined`: there was none). */
  readonly takeLease: (
    groupSessionId: GroupSessionId,
    holder: string,
    seen: Lease | undefined,
  ) => Promise<number | undefined>;
  readonly renewLease: RenewLease;
  readonly releaseLease: (groupSessionId: GroupSessionId, epoch: number) => Promise<void>;
}

/** More often a lease never changes hands. Leaves room for two thousand restores. */
const EPOCHS_AHEAD = 1_000_000;

const LEASE = "epoch, renewals, holder IS NOT NULL AS held";

/**
 * After a restore nobody holds a session, and whatever epoch somebody was given by the lost database, also after the backup was
 * made, is none here and will not be. Of sessions too that were first opened since.
 */
export async function freeLeases(client: Pick<pg.ClientBase, "query">): Promise<void> {
  await client.query(
    `INSERT INTO session_lease (group_session_id, epoch) SELECT id, $1 FROM group_session
     ON CONFLICT (group_session_id) DO UPDATE SET epoch = session_lease.epoch + $1, holder = NULL, renewals = 0`,
    [EPOCHS_AHEAD],
  );
}

export function createLeaseStore(pool: pg.Pool): LeaseStore {
  return {
    findLease: async (groupSessionId) => {
      const { rows } = await pool.query<Lease>(`SELECT ${LEASE} FROM session_lease WHERE group_session_id = $1`, [
        groupSessionId,
      ]);
      return rows[0];
    },
    findHeldLeases: async () => {
      const { rows } = await pool.query<HeldLease>(
        `SELECT group_session_id AS "groupSessionId", holder, ${LEASE} FROM session_lease WHERE holder IS NOT NULL`,
      );
      return rows;
    },
    takeLease: async (groupSessionId, holder, seen) => {
      const { rows } =
        seen === undefined
          ? await pool.query<{ epoch: number }>(
              `INSERT INTO session_lease (group_session_id, epoch, holder) VALUES ($1, 1, $2)
               ON CONFLICT (group_session_id) DO NOTHING RETURNING epoch`,
              [groupSessionId, holder],
            )
          : await pool.query<{ epoch: number }>(
              `UPDATE session_lease SET epoch = epoch + 1, holder = $2, renewals = 0
               WHERE group_session_id = $1 AND epoch = $3 AND renewals = $4 RETURNING epoch`,
              [groupSessionId, holder, seen.epoch, seen.renewals],
            );
      return rows[0]?.epoch;
    },
    renewLease: createLeaseRenewals(pool),
    releaseLease: async (groupSessionId, epoch) => {
      await pool.query("UPDATE session_lease SET holder = NULL WHERE group_session_id = $1 AND epoch = $2", [
        groupSessionId,
        epoch,
      ]);
    },
  };
}
