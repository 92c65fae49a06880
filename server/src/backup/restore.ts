// A backup into an empty database: everything of it or nothing. Sessions in the middle of a class go on from their journal.
import { createHash } from "node:crypto";
import { access, type FileHandle, open } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Config } from "../platform/config.ts";
import { explainFailure } from "../platform/explain-failure.ts";
import { findKeysFile, type Keys, placeKeys, readKeys } from "../platform/keys.ts";
import { type MigrationFile, migrateWithin, readAppliedMigrations, readMigrations } from "../platform/migrate.ts";
import { explainConnecting, locateDatabase } from "../platform/open-server-database.ts";
import { type CopyReport, findRecordingKeysFile } from "../recordings/index.ts";
import { freeLeases } from "../session/index.ts";
import { type BackupHead, type BackupRecord, readRecords, type TableAccount } from "./backup-file.ts";
import {
  connectForBackup,
  copyIn,
  findFilledTables,
  lockTables,
  readGone,
  readTables,
  type StoredTable,
} from "./backup-store.ts";
import { fetchRecordings } from "./copy-recordings.ts";
import { opensProbes } from "./key-probes.ts";
import { locateKeys, placeRecordingKeys } from "./keys-apart.ts";

type Connection = Awaited<ReturnType<typeof connectForBackup>>;
type Records = AsyncGenerator<BackupRecord, void, void>;

export interface RestoreOptions {
  readonly config: Config;
  readonly file: string;
  /** The clinic's keys, for a machine that has none yet: a file, or the directory of a backup's. */
  readonly keys: string | undefined;
  /** The copy of the recordings' store. */
  readonly recordings: string | undefined;
  /** Of this version. */
  readonly migrations: string;
  readonly calledOff: AbortSignal;
}
export interface RestoreReport {
  readonly head: BackupHead;
  readonly tables: readonly TableAccount[];
  /** What this version added to the backup's schema. */
  readonly migrated: readonly string[];
  /** The keys were put in their place. */
  readonly placedKeys: boolean;
  readonly recordings: CopyReport | undefined;
  /** There are recordings, and no keys for them in their place. */
  readonly lacksRecordingKeys: boolean;
}

export async function restore(options: RestoreOptions): Promise<RestoreReport> {
  const handle = await explainFailure(open(options.file), (reason) => `The backup cannot be read: ${reason}.`);
  try {
    return await restoreFrom(handle, options);
  } finally {
    await handle.close();
  }
}

/** Before the database is even looked for, all is known that the head and the keys can say. */
async function restoreFrom(handle: FileHandle, options: RestoreOptions): Promise<RestoreReport> {
  const { config } = options;
  const records = nameFile(options.file, readRecords(handle));
  const first = await records.next();
  if (first.done || first.value.kind !== "head")
    throw new Error(`${options.file} is damaged or incomplete. Nothing was restored.`);
  const { head } = first.value;
  const migrations = await readMigrations(options.migrations);
  refuseNewerSchema(head, migrations);
  const found = await findKeys(options, head);
  const database = await locateDatabase(config);
  try {
    const client = await explainConnecting(config, connectForBackup(database.url));
    try {
      await client.query("BEGIN");
      const tables = await fill(client, head, records, migrations, options.calledOff);
      const migrated = await migrateWithin(client, migrations);
      await freeLeases(client);
      const recordings =
        options.recordings === undefined
          ? undefined
          : await fetchRecordings(config, options.recordings, await readGone(client), options.calledOff);
      const recordingKeys = found.file === undefined ? "none" : await placeRecordingKeys(config, found.file);
      if (found.place !== undefined) await placeKeys(found.place, found.keys);
      const lacksRecordingKeys = recordingKeys === "none" && (await needsRecordingKeys(config, client));
      await client.query("COMMIT");
      await client.query("ANALYZE");
      return { head, tables, migrated, placedKeys: found.place !== undefined, recordings, lacksRecordingKeys };
    } finally {
      // What was not committed by now is undone by this.
      await client.end();
    }
  } finally {
    await database.close();
  }
}

async function fill(
  client: Connection,
  head: BackupHead,
  records: Records,
  migrations: readonly MigrationFile[],
  calledOff: AbortSignal,
): Promise<TableAccount[]> {
  const ofBackup = new Set(head.migrations.map(({ name }) => name));
  const later = (await readAppliedMigrations(client)).filter(({ name }) => !ofBackup.has(name));
  if (later.length > 0) {
    throw new Error(
      `The database is empty, but its schema is newer than the backup's (${namesOf(later)}). ${EMPTY_ONE}`,
    );
  }
  await migrateWithin(
    client,
    migrations.filter(({ name }) => ofBackup.has(name)),
  );
  const tables = await readTables(client);
  await lockTables(client, tables, "alone");
  const filled = await findFilledTables(client, tables);
  if (filled.length > 0) throw new Error(`The database is not empty (${filled.join(", ")}). ${EMPTY_ONE}`);
  if (!isDeepStrictEqual(new Map(tables.map(described)), new Map(head.tables.map(described)))) {
    throw new Error(
      "The backup's tables are not those of its own schema: it comes from a database that was changed by hand.",
    );
  }
  const accounts: TableAccount[] = [];
  for (const table of head.tables) accounts.push(await fillTable(client, table, records, calledOff));
  // Only now the file's own checksum is read and compared.
  if (!(await records.next()).done) throw new Error("The backup goes on after its last table: it is damaged.");
  return accounts;
}

/** Takes a table's rows and its account from the records. */
async function fillTable(
  client: Connection,
  table: StoredTable,
  records: Records,
  calledOff: AbortSignal,
): Promise<TableAccount> {
  const hash = createHash("sha256");
  let said: TableAccount | undefined;
  const rows = async function* () {
    for (;;) {
      const next = await records.next();
      calledOff.throwIfAborted();
      if (next.done || next.value.kind === "head") return;
      if (next.value.kind === "account") {
        said = next.value.account;
        return;
      }
      hash.update(next.value.bytes);
      yield next.value.bytes;
    }
  };
  const count = await explainFailure(
    copyIn(client, table, rows()),
    (reason) => `The backup's rows of ${table.name} cannot be taken: ${reason}. Nothing was restored.`,
  );
  const found = { table: table.name, rows: count, sha256: hash.digest("hex") };
  if (!isDeepStrictEqual(said, found))
    throw new Error(`The backup is damaged or incomplete in ${table.name}. Nothing was restored.`);
  return found;
}

/** Keys that open the backup, and where they have to be put if they are not there yet. */
async function findKeys(
  options: RestoreOptions,
  head: BackupHead,
): Promise<{ readonly keys: Keys; readonly place: string | undefined; readonly file: string | undefined }> {
  const { config } = options;
  const keysFile = options.keys === undefined ? undefined : await locateKeys(options.keys);
  const place = findKeysFile(config.directories);
  const present = await readKeys(place).catch(undefinedIfMissing);
  const given = keysFile === undefined ? undefined : await explainFailure(readKeys(keysFile), explainKeys);
  const keys = given ?? present;
  if (keys === undefined) {
    throw new Error(`There are no keys in ${place}. Name the clinic's, which were kept apart: --keys FILE`);
  }
  if (!opensProbes(keys, head.probes)) {
    const file = given === undefined ? place : keysFile;
    throw new Error(`The keys in ${file} are not those that the backup was sealed with. Name its own: --keys FILE`);
  }
  if (given !== undefined && present !== undefined && !isDeepStrictEqual(given, present)) {
    throw new Error(
      `There are other keys in ${place}. Move them away if nothing was sealed with them, and restore again.`,
    );
  }
  return { keys, place: present === undefined ? place : undefined, file: keysFile };
}

async function needsRecordingKeys({ directories }: Config, client: Connection): Promise<boolean> {
  const isThere = await access(findRecordingKeysFile(directories)).then(
    () => true,
    () => false, // a server that starts says what is wrong with it
  );
  if (isThere) return false;
  const { rows } = await client.query<{ some: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM recording WHERE key_wrapped IS NOT NULL) AS some",
  );
  return rows[0]?.some === true;
}

function refuseNewerSchema(head: BackupHead, migrations: readonly MigrationFile[]): void {
  const ours = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  const unknown = head.migrations.filter(({ name }) => !ours.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `The backup is from a newer version of Ensemble (${head.version}), whose schema this one does not know: ` +
        `${namesOf(unknown)}. Restore it with that version.`,
    );
  }
  const edited = head.migrations.filter(({ name, checksum }) => ours.get(name) !== checksum);
  if (edited.length > 0)
    throw new Error(`The backup's schema is not this version's: ${namesOf(edited)} was edited since.`);
}

async function* nameFile(file: string, records: Records): Records {
  try {
    yield* records;
  } catch (error) {
    throw new Error(`${file} ${(error as Error).message} Nothing was restored.`, { cause: error });
  }
}

const EMPTY_ONE =
  "A restore needs one that no server was started on: name another in DATABASE_URL, or another directory in ENSEMBLE_DATA_DIR.";
const namesOf = (migrations: readonly { readonly name: string }[]) => migrations.map(({ name }) => name).join(", ");
const described = ({ name, columns }: StoredTable) => [name, [...columns].sort().join()] as const;
const explainKeys = (reason: string) => `The keys cannot be read: ${reason}.`;

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}
