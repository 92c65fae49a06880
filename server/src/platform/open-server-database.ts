// The database of this server: the configured one, or an embedded one in the data directory; migrated and ready.
import { join } from "node:path";
import pg from "pg";
import type { Config } from "./config.ts";
import { databaseUrl, type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import type { Logger } from "./logger.ts";
import { migrate } from "./migrate.ts";
import { type Database, openDatabase } from "./open-database.ts";

const NAME = "ensemble";

export interface ServerDatabase {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

export async function openServerDatabase(config: Config, migrations: string, logger: Logger): Promise<ServerDatabase> {
  const embedded = config.secrets.databaseUrl === undefined ? await startEmbedded(config) : undefined;
  try {
    const url = config.secrets.databaseUrl ?? (await ensureDatabase(embedded as EmbeddedPostgres));
    await migrateAlone(url, migrations);
    const database = openDatabase({
      url,
      onIdleError: (error) => logger.warn({ err: { message: error.message } }, "a database connection broke"),
    });
    return {
      database,
      close: async () => {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function startEmbedded(config: Config): Promise<EmbeddedPostgres> {
  const binDirectory = config.directories.postgresBinaries;
  if (binDirectory === undefined) {
    throw new Error("There is no database: set DATABASE_URL, or start with `npm start`, which brings an embedded one.");
  }
  return startEmbeddedPostgres({ directory: join(config.directories.state, "database"), binDirectory });
}

/** Over a connection of its own: a migration may take as long as it needs. */
async function migrateAlone(url: string, migrations: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await migrate(pool, migrations);
  } finally {
    await pool.end();
  }
}

async function ensureDatabase(embedded: EmbeddedPostgres): Promise<string> {
  const client = new pg.Client({ connectionString: embedded.url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  } finally {
    await client.end();
  }
  return databaseUrl(embedded.url, NAME);
}
