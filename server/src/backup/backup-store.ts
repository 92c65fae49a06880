// The whole database as tables of text: read in one snapshot, written in one transaction.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { GoneObjects } from "../recordings/index.ts";
import { orderTables, type Reference } from "./table-order-rules.ts";

export interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
}
export interface CopiedRows {
  readonly bytes: AsyncIterable<Buffer>;
  /** Known when all bytes were read. */
  readonly count: () => number;
}

/** Values read on one machine are written on another: their text must not depend on either one's settings. */
const SETTINGS = [
  "TimeZone=UTC",
  "DateStyle=ISO",
  "IntervalStyle=postgres",
  "bytea_output=hex",
  "extra_float_digits=1",
  "client_encoding=UTF8",
  "search_path=public",
  // A clinic's whole history takes as long as it takes.
  "statement_timeout=0",
  "idle_in_transaction_session_timeout=0",
];
const CONNECTING_AT_MOST_MS = 10_000;
/** The books of migrations are in a backup's head. */
const BOOKS = "_prisma_migrations";

export async function connectForBackup(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    options: SETTINGS.map((setting) => `-c ${setting}`).join(" "),
    connectionTimeoutMillis: CONNECTING_AT_MOST_MS,
    keepAlive: true,
  });
  // Whoever waits for a statement is told; between two of them, the next one is refused.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Until the connection ends, everything is read as it is now. */
export async function beginSnapshot(client: pg.ClientBase): Promise<void> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

/** Every table, those first that others refer to. */
export async function readTables(client: pg.ClientBase): Promise<readonly StoredTable[]> {
  const { rows: tables } = await client.query<StoredTable>(
    `SELECT t.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
     WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND t.relname <> $1
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY t.oid, t.relname`,
    [BOOKS],
  );
  const { rows: references } = await client.query<Reference>(
    `SELECT f.relname AS "from", t.relname AS "to"
     FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
     WHERE c.contype = 'f' AND f.relnamespace = 'public'::regnamespace`,
  );
  return orderTables(tables, references);
}

/** `kept`: nobody changes their columns. `alone`: nobody else reads or writes them. Until the transaction's end. */
export async function lockTables(client: pg.ClientBase, tables: readonly StoredTable[], how: "kept" | "alone") {
  if (tables.length === 0) return;
  const mode = how === "kept" ? "ACCESS SHARE" : "ACCESS EXCLUSIVE";
  await client.query(`LOCK TABLE ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(", ")} IN ${mode} MODE`);
}

export async function findFilledTables(client: pg.ClientBase, tables: readonly StoredTable[]): Promise<string[]> {
  const filled: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${pg.escapeIdentifier(name)} LIMIT 1`);
    if (rowCount !== 0) filled.push(name);
  }
  return filled;
}

export function copyOut(client: pg.ClientBase, table: StoredTable): CopiedRows {
  const stream = client.query(copyTo(`COPY ${describeTable(table)} TO STDOUT`));
  return { bytes: stream, count: () => stream.rowCount };
}

/** How many rows PostgreSQL took. */
export async function copyIn(client: pg.ClientBase, table: StoredTable, bytes: AsyncIterable<Buffer>): Promise<number> {
  const stream = client.query(copyFrom(`COPY ${describeTable(table)} FROM STDIN`));
  await pipeline(Readable.from(bytes), stream);
  return stream.rowCount;
}

function describeTable({ name, columns }: StoredTable): string {
  return `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(", ")})`;
}

/** What the connection's database says is no more; nothing where its schema is from before there were recordings. */
export async function readGone(client: pg.ClientBase): Promise<GoneObjects> {
  const read = async (table: string, sign: string): Promise<ReadonlySet<string>> => {
    if (!(await hasTable(client, table))) return new Set();
    const { rows } = await client.query<{ id: string }>(`SELECT id FROM ${table} WHERE ${sign} IS NOT NULL`);
    return new Set(rows.map(({ id }) => id));
  };
  return {
    recordingIds: await read("recording", "destroyed_at"),
    consentIds: await read("standing_consent", "taken_back_at"),
  };
}

/** Names of the clinic's keys that wrap recordings which are not destroyed. */
export async function readKeysInUse(client: pg.ClientBase): Promise<readonly string[]> {
  if (!(await hasTable(client, "recording"))) return [];
  const { rows } = await client.query<{ id: string }>(
    "SELECT DISTINCT clinic_key AS id FROM recording WHERE clinic_key IS NOT NULL",
  );
  return rows.map(({ id }) => id);
}

async function hasTable(client: pg.ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [
    `public.${table}`,
  ]);
  return rows[0]?.there === true;
}
