// Does the database answer, and does it take what is written? One that hangs is as good as away: it is asked once at a time, and not
// waited for. That a database is read only it says itself; that it has no room is seen by what is refused, and remembered until something
// is taken again or, where nobody tries for a while, until a trial of our own is.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type pg from "pg";
import { endsWithin } from "./ends-within.ts";
import { findWriteRefusal, type WriteRefusal } from "./refused-writes.ts";

const ANSWER_WITHIN_MS = 2_000;
/** Journals and leases that are refused are tried again sooner: while they are, nothing else has to be. */
const TRIED_AFTER_MS = 3_000;

const ASK = "SELECT current_setting('transaction_read_only') AS read_only";
/** Needs room on the disk, and leaves nothing. */
const TRY = "CREATE TEMPORARY TABLE write_trial ON COMMIT DROP AS SELECT repeat('x', 1000) FROM generate_series(1, 64)";

export interface DatabaseHealth {
  readonly read: () => Promise<Health["database"]>;
  /** A statement has failed, perhaps because nothing is taken. */
  readonly failed: (error: unknown) => void;
  /** Something new was written. */
  readonly written: () => void;
}

export function createDatabaseHealth(pool: Pick<pg.Pool, "query">, monotonicMs: () => number): DatabaseHealth {
  let asked: Promise<Health["database"]> | undefined;
  let refused: { readonly why: WriteRefusal; readonly atMs: number } | undefined;

  const failed = (error: unknown): void => {
    const why = findWriteRefusal(error);
    if (why !== undefined) refused = { why, atMs: monotonicMs() };
  };
  const tryToWrite = async (): Promise<void> => {
    try {
      await pool.query(TRY);
      refused = undefined;
    } catch (error) {
      // What fails for another reason says nothing about room.
      if (findWriteRefusal(error) === undefined) refused = undefined;
      failed(error);
    }
  };
  const ask = async (): Promise<Health["database"]> => {
    try {
      const { rows } = await pool.query<{ read_only: string }>(ASK);
      if (rows[0]?.read_only === "on") return { status: "refusesWrites", reason: "read_only" };
      // It says so itself when it is not any more.
      if (refused?.why === "read_only") refused = undefined;
      if (refused !== undefined && monotonicMs() - refused.atMs >= TRIED_AFTER_MS) await tryToWrite();
      return refused === undefined ? { status: "ok" } : { status: "refusesWrites", reason: refused.why };
    } catch (error) {
      return { status: "down", reason: (error as { readonly code?: string }).code ?? "unreachable" };
    }
  };
  return {
    read: async () => {
      asked ??= ask().finally(() => {
        asked = undefined;
      });
      const answer = asked;
      return (await endsWithin(answer, ANSWER_WITHIN_MS)) ? answer : { status: "down", reason: "no_answer" };
    },
    failed,
    written: () => {
      refused = undefined;
    },
  };
}
