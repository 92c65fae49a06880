// One owner of a session at any time: a lease with an epoch on the database's clock. Every append checks the epoch.
import type pg from "pg";

export const LEASE_SECONDS = 3;

export interface LeaseStore {
  /** The new epoch, or `undefined` while another live holder has the lease. */
  readonly acquireLease: (groupSessionId: string, holder: string) => Promise<number | undefined>;
  /** False when somebody else has taken the lease since. An expired lease nobody took is still ours. */
  readonly renewLease: (groupSessionId: string, epoch: number) => Promise<boolean>;
  readonly releaseLease: (groupSessionId: string, epoch: number) => Promise<void>;
}

export function createLeaseStore(pool: pg.Pool): LeaseStore {
  return {
    acquireLease: async (groupSessionId, holder) => {
      const { rows } = await pool.query<{ epoch: number }>(
        `INSERT INTO session_lease AS lease (group_session_id, epoch, holder, expires_at)
         VALUES ($1, 1, $2, clock_timestamp() + make_interval(secs => $3))
         ON CONFLICT (group_session_id) DO UPDATE
           SET epoch = lease.epoch + 1, holder = $2, expires_at = clock_timestamp() + make_interval(secs => $3)
           WHERE lease.expires_at <= clock_timestamp()
         RETURNING epoch`,
        [groupSessionId, holder, LEASE_SECONDS],
      );
      return rows[0]?.epoch;
    },
    renewLease: async (groupSessionId, epoch) => {
      const { rowCount } = await pool.query(
        `UPDATE session_lease SET expires_at = clock_timestamp() + make_interval(secs => $3)
         WHERE group_session_id = $1 AND epoch = $2`,
        [groupSessionId, epoch, LEASE_SECONDS],
      );
      return rowCount === 1;
    },
    releaseLease: async (groupSessionId, epoch) => {
      await pool.query(
        `UPDATE session_lease SET expires_at = clock_timestamp() WHERE group_session_id = $1 AND epoch = $2`,
        [groupSessionId, epoch],
      );
    },
  };
}
