// One owner of a session at any time, as statements see it: whatever an owner writes is written only while the lease still has its epoch,
// in the statement or transaction that asks, so that one that only stood still writes nothing when it wakes up.
import type pg from "pg";

export interface SessionOwner {
  readonly groupSessionId: string;
  /** Of the lease under which it owns the session. */
  readonly epoch: number;
}

/** $1 the session, $2 the epoch. The lease's row is locked against a takeover until what asks is committed; no row: the lease is lost. */
export const OWNER = "SELECT epoch FROM session_lease WHERE group_session_id = $1 AND epoch = $2 FOR SHARE";

/** The lease has another epoch by now: nothing was written, and nothing will be. */
export class LostLease extends Error {
  constructor({ groupSessionId, epoch }: SessionOwner) {
    super(`session ${groupSessionId} has another owner than that of epoch ${epoch}`);
  }
}

/** What the transaction writes takes effect under this owner's lease, or not at all. Throws LostLease. Late in it: renewals wait for its end. */
export async function holdLease(client: pg.ClientBase, owner: SessionOwner): Promise<void> {
  const { rowCount } = await client.query(OWNER, [owner.groupSessionId, owner.epoch]);
  if (rowCount !== 1) throw new LostLease(owner);
}
