// Everything the database holds, as it is at one moment, in one file; also while the server works. The clinic's keys are not in it. With it go,
// where they are asked for, the recordings' store as a directory, and the keys into another.
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { checkFieldKey } from "../identity/index.ts";
import type { Config } from "../platform/config.ts";
import { describeReason, explainFailure } from "../platform/explain-failure.ts";
import { findKeysFile, type Keys, readKeys } from "../platform/keys.ts";
import { readAppliedMigrations } from "../platform/migrate.ts";
import { explainConnecting } from "../platform/open-server-database.ts";
import { locateStoredDatabase } from "../platform/open-stored-database.ts";
import type { CopyReport } from "../recordings/index.ts";
import { checkPoseKey } from "../session/index.ts";
import { BACKUP_FORMAT, type BackupRecord, type TableAccount, writeRecords } from "./backup-file.ts";
import {
  beginSnapshot,
  connectForBackup,
  copyOut,
  lockTables,
  readGone,
  readKeysInUse,
  readTables,
} from "./backup-store.ts";
import { saveRecordings } from "./copy-recordings.ts";
import { giveName, refuse } from "./give-name.ts";
import { sealProbes } from "./key-probes.ts";
import { refuseBeside, saveKeys } from "./keys-apart.ts";

type Connection = Awaited<ReturnType<typeof connectForBackup>>;

export interface BackUpOptions {
  readonly config: Config;
  /** Made by this; an existing one stays as it is. */
  readonly file: string;
  /** The copy of the recordings' store that is to be brought up to date, and where the keys are to be copied to: directories. */
  readonly recordings: string | undefined;
  readonly keys: string | undefined;
  /** Of Ensemble. */
  readonly version: string;
  readonly nowMs: number;
  readonly calledOff: AbortSignal;
}
export interface BackupReport {
  readonly tables: readonly TableAccount[];
  readonly bytes: number;
  readonly recordings: CopyReport | undefined;
  /** The files that were copied. */
  readonly keys: readonly string[];
}

export async function backUp(options: BackUpOptions): Promise<BackupReport> {
  const { config, file, calledOff } = options;
  await refuseExisting(file);
  if (options.keys !== undefined)
    refuseBeside(options.keys, [dirname(file), ...(options.recordings === undefined ? [] : [options.recordings])]);
  const keys = await readClinicKeys(config);
  const database = await locateStoredDatabase(config);
  try {
    const client = await explainConnecting(config, connectForBackup(database.url));
    try {
      // Before anything else: what is not to be replaced is found out while nothing was made.
      const saved = options.keys === undefined ? [] : await saveKeys(config, options.keys, await readKeysInUse(client));
      const tables: TableAccount[] = [];
      await writeWhole(file, readDatabase(client, keys, options, tables));
      const gone = await readGone(client);
      // A large store takes hours, in which the database must not keep for us what is no longer used.
      await client.query("COMMIT");
      const recordings =
        options.recordings === undefined
          ? undefined
          : await saveRecordings(config, options.recordings, gone, calledOff);
      return { tables, bytes: (await stat(file)).size, recordings, keys: saved };
    } finally {
      await client.end();
    }
  } finally {
    await database.close();
  }
}

/** A file of that name is a whole backup: it has another until it is. */
async function writeWhole(file: string, records: AsyncIterable<BackupRecord>): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  const handle = await explainFailure(
    open(partial, "wx", 0o600),
    (reason) => `The backup cannot be written: ${reason}. Name a file in a directory that this user may write.`,
  );
  try {
    try {
      await writeRecords(handle, records);
    } finally {
      await handle.close();
    }
    await giveName(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw new Error(`No backup was made: ${describeReason(error)}`, { cause: error });
  }
}

async function* readDatabase(
  client: Connection,
  keys: Keys,
  { version, nowMs, calledOff }: BackUpOptions,
  accounts: TableAccount[],
): AsyncGenerator<BackupRecord> {
  await beginSnapshot(client);
  const migrations = await readAppliedMigrations(client);
  if (migrations.length === 0) throw new Error("this is no database of Ensemble's, or it was never started.");
  const tables = await readTables(client);
  await lockTables(client, tables, "kept");
  await refuseOtherKeys(client, keys);
  const takenAt = new Date(nowMs).toISOString();
  const probes = sealProbes(keys);
  yield { kind: "head", head: { format: BACKUP_FORMAT, version, takenAt, migrations, probes, tables } };
  for (const table of tables) {
    const copied = copyOut(client, table);
    const hash = createHash("sha256");
    for await (const bytes of copied.bytes) {
      calledOff.throwIfAborted();
      hash.update(bytes);
      yield { kind: "rows", bytes };
    }
    const account = { table: table.name, rows: copied.count(), sha256: hash.digest("hex") };
    accounts.push(account);
    yield { kind: "account", account };
  }
}

async function refuseOtherKeys(client: Connection, keys: Keys): Promise<void> {
  try {
    await checkFieldKey(client, keys.fields);
    await checkPoseKey(client, keys.poses);
  } catch (error) {
    throw new Error("the clinic's keys do not open what is in the database: ENSEMBLE_KEYS_FILE must name its own.", {
      cause: error,
    });
  }
}

function readClinicKeys({ directories }: Config): Promise<Keys> {
  return explainFailure(
    readKeys(findKeysFile(directories)),
    (reason) =>
      `The clinic's keys cannot be read: ${reason}. Without them nobody could say whether a backup can be opened again; ` +
      "ENSEMBLE_DATA_DIR or ENSEMBLE_KEYS_FILE say where they are.",
  );
}

/** Before the work; what is made meanwhile is found when the name is given. */
async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file, constants.F_OK).then(
    () => true,
    () => false, // what else is wrong with the place shows when it is written
  );
  if (exists) refuse(file);
}
