// A database whose disk is slow, or that takes nothing: as its servers see it, without rights over a machine's disks.
import { setTimeout as pass } from "node:timers/promises";
import pg from "pg";

/** What classes write to. */
const TABLES = ["session_lease", "journal_entry", "frame_batch", "pose_chunk"] as const;
const AGAIN_AFTER_MS = 200;

/**
 * Every commit takes a while, with all locks held until it is done, as where the write-ahead log is slow to reach its disk; reading
 * is as fast as ever. At most once a transaction, which may write many rows. Resolves with the way to end it.
 */
export async function slowDown(databaseUrl: string, ms: readonly [number, number]): Promise<() => Promise<void>> {
  const [least, most] = ms;
  const begin = [
    `CREATE OR REPLACE FUNCTION slow_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF current_setting('slow_disk.done', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
         PERFORM set_config('slow_disk.done', pg_current_xact_id()::text, true);
         PERFORM pg_sleep((${least} + random() * ${most - least}) / 1000);
       END IF;
       RETURN NULL; END $$`,
    ...TABLES.map(
      (table) => `CREATE CONSTRAINT TRIGGER slow_disk AFTER INSERT OR UPDATE ON ${table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow_disk()`,
    ),
  ];
  const end = TABLES.map((table) => `DROP TRIGGER IF EXISTS slow_disk ON ${table}`);
  await execute(databaseUrl, begin);
  return () => execute(databaseUrl, end);
}

/** Whoever wants to write is refused. Resolves with the way to end it. */
export async function onlyRead(databaseUrl: string): Promise<() => Promise<void>> {
  const reload = "SELECT pg_reload_conf()";
  await execute(databaseUrl, ["ALTER SYSTEM SET default_transaction_read_only = on", reload]);
  return () => execute(databaseUrl, ["ALTER SYSTEM RESET default_transaction_read_only", reload]);
}

/** Each by itself, so that none waits for a table while it holds another; again where the servers were faster. */
async function execute(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SET default_transaction_read_only = off");
    for (const statement of statements) await insist(client, statement);
  } finally {
    await client.end();
  }
}

async function insist(client: pg.Client, statement: string): Promise<void> {
  for (;;) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK) throw error;
      await pass(AGAIN_AFTER_MS);
    }
  }
}
const DEADLOCK = "40P01";
