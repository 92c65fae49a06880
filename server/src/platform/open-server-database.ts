// The database of this server: the configured one, or an embedded one in the data directory; migrated and ready.
import { join } from "node:path";
import pg from "pg";
import type { Config } from "./config.ts";
import {
  databaseUrl,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./embedded-postgres.ts";
import { describeReason, explainFailure } from "./explain-failure.ts";
import type { Logger } from "./logger.ts";
import { migrate } from "./migrate.ts";
import { type Database, openDatabase } from "./open-database.ts";

const NAME = "ensemble";

export interface ServerDatabase {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** Where the database is, whatever its schema. */
export interface LocatedDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function openServerDatabase(config: Config, migrations: string, logger: Logger): Promise<ServerDatabase> {
  const { url, close } = await locateDatabase(config, (failure) => tellRestart(logger, failure));
  try {
    await explainConnecting(config, migrateAlone(url, migrations));
    const database = openDatabase({
      url,
      onIdleError: (error) => logger.warn({ reason: describeReason(error) }, "a database connection broke"),
    });
    return {
      database,
      close: async () => {
        await database.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What PostgreSQL itself says may quote what it was told to write: that stays in its own log. */
function tellRestart(logger: Logger, failure: unknown): void {
  if (failure === undefined) logger.warn("the embedded database had ended and was started again");
  else logger.error("the embedded database has ended and cannot be started; postgres.log beside it says why");
}

/**
 * The configured one, or an embedded one that nobody else runs, made when there is none. With `tellRestart`, an embedded one that ends by
 * itself is started again.
 */
export async function locateDatabase(
  config: Config,
  tellRestart?: EmbeddedPostgresOptions["tellRestart"],
): Promise<LocatedDatabase> {
  const configured = config.secrets.databaseUrl;
  if (configured !== undefined) return { url: configured, close: async () => undefined };
  const embedded = await startEmbedded(config, tellRestart);
  try {
    return { url: await ensureDatabase(embedded), close: embedded.stop };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** Waits for the first use of a configured database, whose failure is told in words. */
export function explainConnecting<T>(config: Config, step: Promise<T>): Promise<T> {
  return config.secrets.databaseUrl === undefined ? step : explainFailure(step, explainConfigured);
}

async function startEmbedded(
  config: Config,
  tellRestart: EmbeddedPostgresOptions["tellRestart"],
): Promise<EmbeddedPostgres> {
  const binDirectory = config.directories.postgresBinaries;
  if (binDirectory === undefined) {
    throw new Error("There is no database: set DATABASE_URL, or start with `npm start`, which brings an embedded one.");
  }
  return explainFailure(
    startEmbeddedPostgres({
      directory: databaseDirectory(config),
      binDirectory,
      ...(tellRestart === undefined ? {} : { tellRestart }),
    }),
    (reason) =>
      `The database's directory cannot be used: ${reason}. ENSEMBLE_DATA_DIR (${config.directories.state}) must be a ` +
      "directory that this user may write, with space left.",
  );
}

const databaseDirectory = (config: Config) => join(config.directories.state, "database");

function explainConfigured(reason: string): string {
  return (
    `The database that DATABASE_URL names cannot be used: ${reason}. Check that it is running and that the address is like ` +
    "postgresql://user:password@host:5432/database; a password with / ? # or % in it is best given in PGPASSWORD instead."
  );
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

/** Our database on an embedded server. */
export function ownDatabaseUrl(serverUrl: string): string {
  return databaseUrl(serverUrl, NAME);
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
  return ownDatabaseUrl(embedded.url);
}
