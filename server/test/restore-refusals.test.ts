// What must not be restored is refused in words, and leaves the database as it was.
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { backUp } from "../src/backup/back-up.ts";
import { type BackupRecord, readRecords, writeRecords } from "../src/backup/backup-file.ts";
import { restore } from "../src/backup/restore.ts";
import { createPersonStore } from "../src/identity/index.ts";
import { readConfig } from "../src/platform/config.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { openDatabase } from "../src/platform/open-database.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";

const MIGRATIONS = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
const NOW_MS = Date.UTC(2026, 0, 2);
const calledOff = new AbortController().signal;

/** What a backup is made of, and what is in no table: see the last test. */
const TABLES = 15;
const PERSON = {
  personId: "p1",
  clinicId: "c1",
  role: "patient",
  name: "Zoë\tO'Hara\\",
  nickname: "Z",
  language: "en",
  simulated: false,
} as const;

let directory: string;
let source: TestDatabase;
let target: TestDatabase;
let pool: pg.Pool;
let file: string;

const DATABASE_ONLY = { recordings: undefined, keys: undefined };
const configOf = (database: TestDatabase, state = directory) =>
  readConfig({ DATABASE_URL: database.url, ENSEMBLE_DATA_DIR: state }, []);
const backUpTo = (path: string) =>
  backUp({ config: configOf(source), file: path, ...DATABASE_ONLY, version: "1.2.3", nowMs: NOW_MS, calledOff });
const restoreFrom = (path: string, more: { state?: string; keysFile?: string; migrations?: string } = {}) =>
  restore({
    config: configOf(target, more.state),
    file: path,
    keys: more.keysFile,
    recordings: undefined,
    migrations: more.migrations ?? MIGRATIONS,
    calledOff,
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-restore-"));
  source = await createTestDatabase();
  target = await createTestDatabase();
  pool = new pg.Pool({ connectionString: target.url });
  const keys = await loadKeys(join(directory, "keys.json"));
  const database = openDatabase({ url: source.url, onIdleError: () => undefined });
  const people = createPersonStore(database.prisma, keys.fields);
  await people.createClinic("c1", "A clinic\nof \\N two lines");
  await people.createPeople([PERSON]);
  await database.pool.query(
    "INSERT INTO group_session (id, clinic_id, title, starts_at) VALUES ('s1', 'c1', '', now())",
  );
  await database.pool.query(
    "INSERT INTO frame_batch SELECT 's1', n, 1, sha512(n::text::bytea) FROM generate_series(1, 3000) n",
  );
  await database.close();
  file = join(directory, "whole.backup");
  await backUpTo(file);
});
beforeEach(() => emptyTarget());
afterAll(async () => {
  await pool?.end();
  await source?.drop();
  await target?.drop();
  await rm(directory, { recursive: true, force: true });
});

describe("a restore", () => {
  it("brings every row of every table as it was, and into this version's schema", async () => {
    const report = await restoreFrom(file);
    expect(report).toMatchObject({ migrated: [], placedKeys: false, head: { version: "1.2.3" } });
    expect(report.tables).toHaveLength(TABLES);
    const from = new pg.Pool({ connectionString: source.url });
    const [restored, original] = [await readAll(pool), await readAll(from)];
    await from.end();
    expect(original.frame_batch).toHaveLength(3000);
    // The one thing that must not be as it was.
    expect(original.session_lease).toEqual([]);
    expect(restored.session_lease).toMatchObject([{ group_session_id: "s1", holder: null }]);
    expect({ ...restored, session_lease: [] }).toEqual(original);
  });

  it("refuses a file with a wrong byte, wherever it is", async () => {
    const bytes = await readFile(file);
    const places = [0, 15, 16, 17, 40, 300, ...[1, 2, 3, 4, 5, 6, 7].map((eighth) => (bytes.length * eighth) >> 3)];
    for (const at of [...places, bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      await refuses(
        async () => restoreFrom(await write("damaged", damaged)),
        /no backup of Ensemble|damaged|cannot be taken/,
      );
    }
  });

  it("refuses a file that ends too early, wherever it does", async () => {
    const bytes = await readFile(file);
    for (const length of [0, 10, 16, 17, 500, bytes.length >> 1, bytes.length - 5, bytes.length - 1]) {
      const cut = await write("cut", bytes.subarray(0, length));
      await refuses(
        async () => restoreFrom(cut),
        length < 16 ? "is no backup of Ensemble" : "is damaged or incomplete",
      );
    }
  });

  it("refuses whole records that are not what was written: a missing table, rows that their account does not know", async () => {
    const records = await readWhole(file);
    const last = records.slice(0, -1);
    await refuses(
      async () => restoreFrom(await rewrite("without-last", last)),
      "damaged or incomplete in standing_consent",
    );
    const rows = records.findIndex(({ kind }) => kind === "rows");
    await refuses(
      async () => restoreFrom(await rewrite("without-rows", records.toSpliced(rows, 1))),
      "damaged or incomplete in clinic",
    );
    const twice = [...records, ...records.slice(-1)];
    await refuses(async () => restoreFrom(await rewrite("goes-on", twice)), "goes on after its last table");
  });

  it("refuses another file, and one that is not there", async () => {
    await refuses(
      async () => restoreFrom(await write("foreign", Buffer.from("PGDMP and so on, for long enough"))),
      "is no backup",
    );
    await refuses(async () => restoreFrom(join(directory, "nowhere")), "The backup cannot be read: ENOENT");
  });

  it("refuses keys that open nothing of it, and keys beside others", async () => {
    const other = join(directory, "other");
    await loadKeys(join(other, "keys.json"));
    await refuses(async () => restoreFrom(file, { state: other }), "are not those that the backup was sealed with");
    await refuses(
      async () => restoreFrom(file, { keysFile: join(other, "keys.json") }),
      "are not those that the backup",
    );
    await refuses(
      async () => restoreFrom(file, { state: other, keysFile: join(directory, "keys.json") }),
      "There are other keys in",
    );
    await refuses(async () => restoreFrom(file, { state: join(directory, "none") }), "There are no keys in");
  });

  it("refuses a database with anything in it", async () => {
    await pool.query("INSERT INTO clinic (id, name) VALUES ('here', 'Here already')");
    await refuses(async () => restoreFrom(file), "The database is not empty (clinic)");
  });

  it("refuses a backup of a schema that this version does not know, and of a later form", async () => {
    const [first, ...rest] = await readWhole(file);
    if (first?.kind !== "head") throw new Error("no head");
    const { head } = first;
    const migrations = [...head.migrations, { name: "29990101000000_later", checksum: "0" }];
    const newer = await rewrite("newer", [{ kind: "head", head: { ...head, migrations } }, ...rest]);
    await refuses(async () => restoreFrom(newer), "from a newer version of Ensemble (1.2.3)");
    const later = { ...head, format: 2 } as unknown as typeof head;
    await refuses(
      async () => restoreFrom(await rewrite("later", [{ kind: "head", head: later }, ...rest])),
      "does not know yet",
    );
  });

  it("brings an older backup to this version's schema", async () => {
    const migrations = join(directory, "migrations");
    await cp(MIGRATIONS, migrations, { recursive: true });
    await mkdir(join(migrations, "29990101000000_later"));
    const sql = "ALTER TABLE clinic ADD COLUMN motto text NOT NULL DEFAULT 'Move'";
    await writeFile(join(migrations, "29990101000000_later/migration.sql"), sql);
    expect(await restoreFrom(file, { migrations })).toMatchObject({ migrated: ["29990101000000_later"] });
    expect((await pool.query("SELECT id, motto FROM clinic")).rows).toEqual([{ id: "c1", motto: "Move" }]);
  });

  it("refuses an empty database whose schema is newer than the backup's", async () => {
    await pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101_later', now())`,
    );
    await refuses(async () => restoreFrom(file), "its schema is newer than the backup's (29990101_later)");
  });
});

describe("what is called off", () => {
  it("leaves the database as it was, and no part of a file", async () => {
    const off = { calledOff: AbortSignal.abort(new Error("asked to end")) };
    const into = { config: configOf(target), file, ...DATABASE_ONLY, migrations: MIGRATIONS, ...off };
    await refuses(() => restore(into), "asked to end");
    const folder = join(directory, "called-off");
    await mkdir(folder);
    const to = {
      config: configOf(source),
      file: join(folder, "never"),
      ...DATABASE_ONLY,
      version: "1",
      nowMs: NOW_MS,
      ...off,
    };
    await expect(backUp(to)).rejects.toThrow("asked to end");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a backup", () => {
  it("is refused with keys that do not open the database, and leaves no file", async () => {
    const other = join(directory, "others");
    await loadKeys(join(other, "keys.json"));
    const path = join(other, "never.backup");
    const made = backUp({
      config: configOf(source, other),
      file: path,
      ...DATABASE_ONLY,
      version: "1",
      nowMs: NOW_MS,
      calledOff,
    });
    await expect(made).rejects.toThrow("keys do not open what is in the database");
    await expect(open(path)).rejects.toThrow("ENOENT");
  });

  it("leaves nothing out: the schema has tables and their indexes only", async () => {
    const { rows } = await pool.query(
      `SELECT relkind::text AS kind, count(*)::int FROM pg_class WHERE relnamespace = 'public'::regnamespace
       GROUP BY relkind ORDER BY relkind`,
    );
    expect(rows.map(({ kind }) => kind)).toEqual(["i", "r"]);
    expect(rows.find(({ kind }) => kind === "r")?.count).toBe(TABLES + 1);
  });
});

/** Refused in these words, with nothing in the database changed. */
async function refuses(restoring: () => Promise<unknown>, words: string | RegExp): Promise<void> {
  const before = await readAll(pool);
  await expect(restoring()).rejects.toThrow(words);
  expect(await readAll(pool)).toEqual(before);
}

async function readAll(of: pg.Pool): Promise<Record<string, unknown[]>> {
  const { rows } = await of.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  const contents = rows.map(async ({ name }) => [name, (await of.query(`SELECT * FROM ${name} ORDER BY 1, 2`)).rows]);
  return Object.fromEntries(await Promise.all(contents));
}

async function emptyTarget(): Promise<void> {
  // The audit log hangs on the clinic, and lets nobody empty it.
  await pool.query("ALTER TABLE audit_entry DISABLE TRIGGER USER");
  await pool.query("TRUNCATE clinic, person, group_session CASCADE");
  await pool.query("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_only_grows");
  await pool.query("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_is_never_emptied");
  await pool.query("ALTER TABLE clinic DROP COLUMN IF EXISTS motto");
  await pool.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'");
}

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, bytes);
  return path;
}

async function readWhole(path: string): Promise<readonly BackupRecord[]> {
  const handle = await open(path);
  try {
    const records: BackupRecord[] = [];
    for await (const record of readRecords(handle)) records.push(record);
    return records;
  } finally {
    await handle.close();
  }
}

async function rewrite(name: string, records: readonly BackupRecord[]): Promise<string> {
  const path = join(directory, name);
  const handle = await open(path, "w");
  await writeRecords(
    handle,
    (async function* () {
      yield* records;
    })(),
  );
  await handle.close();
  return path;
}
