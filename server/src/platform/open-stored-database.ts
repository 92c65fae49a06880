// The database as it lies there, for commands that only read: beside a running server or without one. Nothing is made or migrated.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { openDatabase } from "./open-database.ts";
import { type LocatedDatabase, ownDatabaseUrl, type ServerDatabase } from "./open-server-database.ts";

export async function openStoredDatabase(config: Config, onIdleError: (error: Error) => void): Promise<ServerDatabase> {
  const { url, close } = await locateStoredDatabase(config);
  const database = openDatabase({ url, onIdleError });
  return {
    database,
    close: async () => {
      await database.close();
      await close();
    },
  };
}

export async function locateStoredDatabase({ secrets, directories }: Config): Promise<LocatedDatabase> {
  if (secrets.databaseUrl !== undefined) return { url: secrets.databaseUrl, close: async () => {} };
  const directory = join(directories.state, "database");
  const running = await findRunningPostgres(directory);
  if (running !== undefined) return { url: ownDatabaseUrl(running), close: async () => {} };
  const binDirectory = directories.postgresBinaries;
  const isThere = await stat(join(directory, "cluster")).catch(() => undefined);
  if (isThere === undefined || binDirectory === undefined) {
    throw new Error(
      `There is no database in ${directory}: set DATABASE_URL, or ENSEMBLE_DATA_DIR as the server has it.`,
    );
  }
  const embedded = await startEmbeddedPostgres({ directory, binDirectory });
  return { url: ownDatabaseUrl(embedded.url), close: embedded.stop };
}
