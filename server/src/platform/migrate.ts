// Applies prisma/migrations at start, without an engine, in Prisma's own table and with its checksums: the stock
// command line and this runner can take turns, and two servers starting at once apply each migration once.
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";

/** The advisory lock key Prisma's engine takes for the same purpose. */
const LOCK_KEY = 72707369;
const BOOKS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

export interface Migration {
  readonly name: string;
  readonly checksum: string;
}
export interface MigrationFile extends Migration {
  readonly sql: string;
}
interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** Returns the names of the migrations it applied, in order. */
export async function migrate(pool: pg.Pool, migrationsDirectory: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]);
    try {
      await client.query(BOOKS);
      return await applyMissing(client, await readMigrations(migrationsDirectory), applyAlone);
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [LOCK_KEY]);
    }
  } finally {
    client.release();
  }
}

/** The same within the caller's transaction, which takes all of it or nothing. */
export async function migrateWithin(client: pg.ClientBase, migrations: readonly MigrationFile[]): Promise<string[]> {
  await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
  await client.query(BOOKS);
  return applyMissing(client, migrations, applyStatements);
}

/** In the order in which they are applied. */
export async function readMigrations(directory: string): Promise<MigrationFile[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** What the database says it has, in order; nothing where no migration was ever applied. */
export async function readAppliedMigrations(client: pg.ClientBase): Promise<Migration[]> {
  const books = await client.query<{ are: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS are");
  if (!books.rows[0]?.are) return [];
  const { rows } = await client.query<Migration>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name`,
  );
  return rows;
}

async function applyMissing(
  client: pg.ClientBase,
  migrations: readonly MigrationFile[],
  apply: (client: pg.ClientBase, migration: MigrationFile) => Promise<void>,
): Promise<string[]> {
  const { rows } = await client.query<AppliedMigration>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const books = new Map(rows.map((row) => [row.migration_name, row]));
  const names = new Set(migrations.map(({ name }) => name));
  const unknown = [...books.keys()].filter((name) => !names.has(name));
  if (unknown.length > 0) throw new Error(`The database is newer than this version of Ensemble: ${unknown.join(", ")}`);
  const applied: string[] = [];
  for (const migration of migrations) {
    if (isApplied(books.get(migration.name), migration)) continue;
    await apply(client, migration);
    applied.push(migration.name);
  }
  return applied;
}

function isApplied(entry: AppliedMigration | undefined, { name, checksum }: Migration): boolean {
  if (!entry) return false;
  if (!entry.finished_at) throw new Error(`Migration ${name} failed before; resolve it with "prisma migrate resolve"`);
  if (entry.checksum !== checksum) throw new Error(`Migration ${name} was edited after it had been applied`);
  return true;
}

/** PostgreSQL's schema changes are transactional: all of a migration or none (so none may create an index concurrently). */
async function applyAlone(client: pg.ClientBase, migration: MigrationFile): Promise<void> {
  await client.query("BEGIN");
  try {
    await applyStatements(client, migration);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${migration.name} failed and changed nothing: ${reason}`, { cause: error });
  }
}

async function applyStatements(client: pg.ClientBase, { name, sql, checksum }: MigrationFile): Promise<void> {
  await client.query(sql);
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}
