// The audit log in the database: one chain a clinic, appended one after the other, read and checked from its beginning.
import type { AuditAction } from "@ensemble/shared/protocol/audit-messages.ts";
import type pg from "pg";
import {
  type AuditAnchor,
  type AuditFact,
  type AuditFault,
  type ChainedEntry,
  chainEntry,
  createChainCheck,
} from "./audit-chain.ts";
import { SUBJECTS_OF_PERSON } from "./audit-subjects-store.ts";
import type { Actor } from "./recording.ts";

/** Of the database: what is written over it takes effect with the entry or not at all. */
export type Transaction = pg.ClientBase;
type Along<T> = (client: Transaction) => Promise<T>;

export interface AuditStore {
  readonly append: <T = void>(clinicId: string, fact: AuditFact, along?: Along<T>) => Promise<T>;
  /** The newest first. `about`: whose recordings, reviews, comments and consents. */
  readonly read: (
    clinicId: string,
    page: {
      readonly before?: number;
      readonly limit: number;
      readonly actions?: readonly AuditAction[];
      readonly about?: string;
    },
  ) => Promise<readonly ChainedEntry[]>;
  /** What was done with these subjects, the newest first. */
  readonly readAbout: (
    clinicId: string,
    about: { readonly subjects: readonly string[]; readonly actions: readonly AuditAction[]; readonly limit: number },
  ) => Promise<readonly ChainedEntry[]>;
  readonly verify: (clinicId: string, anchors?: readonly AuditAnchor[]) => Promise<AuditVerdict>;
  readonly listClinics: () => Promise<readonly string[]>;
}
export interface AuditVerdict {
  readonly entries: number;
  /** To be noted elsewhere. */
  readonly newest: AuditAnchor | undefined;
  readonly faults: readonly AuditFault[];
}

interface Row {
  clinic_id: string;
  sequence: number;
  at: Date;
  actor_id: string | null;
  actor_role: Actor["role"];
  action: AuditAction;
  subject: string;
  reason: string | null;
  previous_hash: Buffer;
  hash: Buffer;
  mark: Buffer;
}

const AT_ONCE = 1_000;
const INSERT = `INSERT INTO audit_entry
  (clinic_id, sequence, at, actor_id, actor_role, action, subject, reason, previous_hash, hash, mark)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

export function createAuditStore(pool: pg.Pool, key: Buffer): AuditStore {
  const readPage = async (clinicId: string, after: number): Promise<readonly ChainedEntry[]> => {
    const { rows } = await pool.query<Row>(
      "SELECT * FROM audit_entry WHERE clinic_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
      [clinicId, after, AT_ONCE],
    );
    return rows.map(entryOf);
  };
  return {
    append: (clinicId, fact, along) =>
      inTransaction(pool, async (client) => {
        // One after the other: whoever appends holds the clinic's row until the entry is committed.
        const clinic = await client.query("SELECT 1 FROM clinic WHERE id = $1 FOR NO KEY UPDATE", [clinicId]);
        if (clinic.rowCount !== 1) throw new Error("an entry of the audit log names a clinic that is not there");
        const { rows } = await client.query<{ sequence: number; hash: Buffer }>(
          "SELECT sequence, hash FROM audit_entry WHERE clinic_id = $1 ORDER BY sequence DESC LIMIT 1",
          [clinicId],
        );
        const entry = chainEntry(key, clinicId, rows[0], fact);
        await client.query(INSERT, [
          clinicId,
          entry.sequence,
          new Date(entry.atMs),
          entry.actor.personId,
          entry.actor.role,
          entry.action,
          entry.subject,
          entry.reason,
          entry.previousHash,
          entry.hash,
          entry.mark,
        ]);
        return (await along?.(client)) as never;
      }),
    read: async (clinicId, { before, limit, actions, about }) => {
      const { rows } = await pool.query<Row>(
        `SELECT * FROM audit_entry WHERE clinic_id = $1 AND ($2::int IS NULL OR sequence < $2)
           AND ($5::text[] IS NULL OR action = ANY($5)) ${about === undefined ? "AND $4::text IS NULL" : `AND subject IN (${SUBJECTS_OF_PERSON})`}
         ORDER BY sequence DESC LIMIT $3`,
        [clinicId, before ?? null, limit, about ?? null, actions ?? null],
      );
      return rows.map(entryOf);
    },
    readAbout: async (clinicId, { subjects, actions, limit }) => {
      const { rows } = await pool.query<Row>(
        `SELECT * FROM audit_entry WHERE clinic_id = $1 AND subject = ANY($2) AND action = ANY($3)
         ORDER BY sequence DESC LIMIT $4`,
        [clinicId, subjects, actions, limit],
      );
      return rows.map(entryOf);
    },
    verify: async (clinicId, anchors = []) => {
      const check = createChainCheck(key, clinicId, anchors);
      let entries = 0;
      for (let after = -1; ; ) {
        const page = await readPage(clinicId, after);
        for (const entry of page) check.look(entry);
        entries += page.length;
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.sequence;
      }
      return { entries, ...check.finish() };
    },
    listClinics: async () => {
      const { rows } = await pool.query<{ id: string }>("SELECT id FROM clinic ORDER BY id");
      return rows.map(({ id }) => id);
    },
  };
}

/**
 * Whoever stands still in the middle holds up a clinic's whole log, and a takeover of the session it writes for: then the database ends it,
 * sooner than anybody asks for that session (`LEASE_MS`).
 */
const BEGIN = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '2s'";

async function inTransaction<T>(pool: pg.Pool, work: Along<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks between two statements is told by the next one; without a listener it would end the process.
  const ignore = () => undefined;
  client.on("error", ignore);
  const release = (failure?: Error) => {
    client.off("error", ignore);
    client.release(failure);
  };
  try {
    await client.query(BEGIN);
    const result = await work(client);
    await client.query("COMMIT");
    release();
    return result;
  } catch (error) {
    // A connection of which nobody knows whether it is still in the transaction is used no more.
    await client.query("ROLLBACK").then(() => release(), release);
    throw error;
  }
}

const entryOf = (row: Row): ChainedEntry => ({
  clinicId: row.clinic_id,
  sequence: row.sequence,
  atMs: row.at.getTime(),
  actor: { personId: row.actor_id, role: row.actor_role },
  action: row.action,
  subject: row.subject,
  reason: row.reason,
  previousHash: row.previous_hash,
  hash: row.hash,
  mark: row.mark,
});
