// Every session's lease is renewed every second. What the sessions of this process ask for at about the same moment goes to the database
// as one statement and one commit.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type pg from "pg";

/** False when somebody else has taken the lease since. */
export type RenewLease = (groupSessionId: GroupSessionId, epoch: number) => Promise<boolean>;

/** Timers set for one moment are some milliseconds apart; to a lease that lasts seconds they are nothing. */
const GATHERED_FOR_MS = 5;

interface Asked {
  readonly groupSessionId: GroupSessionId;
  readonly epoch: number;
  readonly resolve: (renewed: boolean) => void;
  readonly reject: (error: unknown) => void;
}

const ONE = "UPDATE session_lease SET renewals = renewals + 1 WHERE group_session_id = $1 AND epoch = $2";
/** Passes over a session whose row somebody holds, for whom the others' leases must not run out. */
const MANY = `
UPDATE session_lease SET renewals = renewals + 1
FROM (
  SELECT l.group_session_id
  FROM unnest($1::text[], $2::int[]) AS asked(group_session_id, epoch)
  JOIN session_lease l ON l.group_session_id = asked.group_session_id AND l.epoch = asked.epoch
  FOR NO KEY UPDATE OF l SKIP LOCKED
) AS held
WHERE session_lease.group_session_id = held.group_session_id
RETURNING session_lease.group_session_id`;

export function createLeaseRenewals(pool: pg.Pool): RenewLease {
  let asked: Asked[] = [];

  const renewAlone = ({ groupSessionId, epoch, resolve, reject }: Asked): void =>
    void pool
      .query({ name: "renew-lease", text: ONE, values: [groupSessionId, epoch] })
      .then(({ rowCount }) => resolve(rowCount === 1), reject);

  const renewTogether = async (together: readonly Asked[]): Promise<void> => {
    const values = [together.map((one) => one.groupSessionId), together.map((one) => one.epoch)];
    try {
      const { rows } = await pool.query<{ group_session_id: string }>({ name: "renew-leases", text: MANY, values });
      const renewed = new Set(rows.map((row) => row.group_session_id));
      for (const one of together) {
        if (renewed.has(one.groupSessionId)) one.resolve(true);
        // Lost, or passed over: alone it waits for whoever holds the row.
        else renewAlone(one);
      }
    } catch (error) {
      for (const one of together) one.reject(error);
    }
  };

  return (groupSessionId, epoch) =>
    new Promise((resolve, reject) => {
      asked.push({ groupSessionId, epoch, resolve, reject });
      if (asked.length > 1) return;
      setTimeout(() => {
        const together = asked;
        asked = [];
        if (together.length === 1) for (const one of together) renewAlone(one);
        else void renewTogether(together);
      }, GATHERED_FOR_MS);
    });
}
