// Recordings belong to a backup: their store as a directory that follows it, their keys in another, and all of it comes back together.
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backUp } from "../src/backup/back-up.ts";
import { restore } from "../src/backup/restore.ts";
import { createPersonStore } from "../src/identity/index.ts";
import { readConfig } from "../src/platform/config.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { openDatabase } from "../src/platform/open-database.ts";
import { openClinicKeys } from "../src/recordings/clinic-keys.ts";
import { openDirectoryStore } from "../src/recordings/directory-gateway.ts";
import { forgetRecordings } from "../src/recordings/index.ts";
import { consentShareName, shareName } from "../src/recordings/stored-objects.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { AUDIT_KEY, joined, madePieces, readAll, THERAPIST, useVault } from "./support/vault.ts";
import { openVaultAt } from "./support/vault-places.ts";

const MIGRATIONS = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
const calledOff = new AbortController().signal;

describe("a backup with recordings", () => {
  const use = useVault();
  const pieces = madePieces(30);
  const consentId = randomUUID();
  let first: string;
  let second: string;
  let target: TestDatabase;
  const at = (...path: readonly string[]) => join(use.vault.directory, ...path);
  const files = { copy: () => at("offsite", "recordings"), keys: () => at("safe") };
  const source = () =>
    readConfig(
      {
        DATABASE_URL: use.vault.databaseUrl,
        ENSEMBLE_DATA_DIR: at("state"),
        ENSEMBLE_RECORDINGS_DIR: use.vault.storeDirectory,
        ENSEMBLE_RECORDING_KEYS_FILE: use.vault.places.keysFile,
      },
      [],
    );
  const emptyMachine = (name: string) => readConfig({ DATABASE_URL: target.url, ENSEMBLE_DATA_DIR: at(name) }, []);
  const backUpAs = (name: string, more: { recordings?: string; keys?: string } = {}) =>
    backUp({
      config: source(),
      file: at("backups", name),
      recordings: files.copy(),
      keys: files.keys(),
      version: "1.2.3",
      nowMs: Date.now(),
      calledOff,
      ...more,
    });
  const restoreFrom = (name: string, machine: string, more: { recordings?: string; keys?: string } = {}) =>
    restore({
      config: emptyMachine(machine),
      file: at("backups", name),
      recordings: files.copy(),
      keys: files.keys(),
      migrations: MIGRATIONS,
      calledOff,
      ...more,
    });

  beforeAll(async () => {
    target = await createTestDatabase();
    await loadKeys(at("state", "keys.json"));
    await mkdir(at("backups"));
  }, 60_000);
  afterAll(() => target?.drop());

  it("copies the sealed pieces, shares and both files of keys, each readable by their owner only", async () => {
    [first, second] = [await use.keepWhole(pieces), await use.keepWhole()];
    for (const id of [consentId, randomUUID()]) await use.vault.store.put(consentShareName(id), Buffer.from("there"));
    const { recordings, keys } = await backUpAs("one");
    expect(recordings).toMatchObject({ recordings: 2, removed: 0 });
    expect(await allFiles(files.copy())).toEqual(await allFiles(use.vault.storeDirectory));
    expect(keys).toEqual([at("safe", "keys.json"), at("safe", "recording-keys.json")]);
    for (const file of keys) expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readFile(at("safe", "recording-keys.json"))).toEqual(await readFile(use.vault.places.keysFile));
  });

  it("copies only what is new the next time", async () => {
    expect((await backUpAs("two")).recordings).toMatchObject({ recordings: 2, copied: 0, removed: 0 });
  });

  it("keeps what it has when the store is not where it was, as when a disk is missing", async () => {
    const config = { ...source(), directories: { ...source().directories, recordings: at("empty-mount") } };
    const { recordings } = await backUp({
      config,
      file: at("backups", "without-a-disk"),
      recordings: files.copy(),
      keys: undefined,
      version: "1.2.3",
      nowMs: Date.now(),
      calledOff,
    });
    expect(recordings).toMatchObject({ recordings: 2, copied: 0, removed: 0 });
  });

  it("puts no keys beside what they open, and makes nothing then", async () => {
    for (const keys of [at("backups"), at("backups", "keys"), files.copy(), use.vault.directory])
      await expect(backUpAs("three", { keys })).rejects.toThrow("do not belong beside what they open");
    expect(await readdir(at("backups"))).not.toContain("three");
  });

  it("takes out of the copy what was destroyed or taken back since", async () => {
    await use.here.recordings.destroy(second, "consentWithdrawn", THERAPIST);
    const database = openDatabase({ url: use.vault.databaseUrl, onIdleError: () => undefined });
    const keys = await loadKeys(at("state", "keys.json"));
    await createPersonStore(database.prisma, keys.fields).createPeople([
      {
        personId: "pia",
        clinicId: use.vault.clinic.id,
        role: "patient",
        name: "Pia",
        nickname: "Pia",
        language: "en",
        simulated: false,
      },
    ]);
    await database.close();
    await use.vault.clinic.pool.query(
      `INSERT INTO standing_consent (id, person_id, audience, given_at, ends_at, taken_back_at)
       VALUES ($1, 'pia', 'clinic', now(), now(), now())`,
      [consentId],
    );
    await use.vault.store.delete(consentShareName(consentId));
    const { recordings } = await backUpAs("four", {});
    expect(recordings).toMatchObject({ recordings: 1, copied: 0, removed: 2 });
    const left = (await allFiles(files.copy())).filter((name) => name.includes(second) || name.includes(consentId));
    expect(left).toEqual([`/gone/${second}`]);
  });

  it("replaces no copy of other keys, nor one that has what a file made anew lacks, and makes nothing then", async () => {
    const before = await readFile(at("safe", "keys.json"));
    await loadKeys(at("fresh", "keys.json"));
    const fresh = { ...source().directories, state: at("fresh") };
    const asFresh = (more: Partial<typeof fresh>) =>
      backUp({
        config: { ...source(), directories: { ...fresh, ...more } },
        file: at("backups", "never"),
        recordings: undefined,
        keys: files.keys(),
        version: "1.2.3",
        nowMs: Date.now(),
        calledOff,
      });
    await expect(asFresh({})).rejects.toThrow("There are other keys in");
    const anew = at("anew", "recording-keys.json");
    await openClinicKeys(anew, Date.now());
    await expect(asFresh({ state: at("state"), recordingKeysFile: anew })).rejects.toThrow("lacks");
    expect(await readFile(at("safe", "keys.json"))).toEqual(before);
    expect(await readFile(at("safe", "recording-keys.json"))).toEqual(await readFile(use.vault.places.keysFile));
    expect(await readdir(at("backups"))).not.toContain("never");
  });

  it("says what is missing when the copy is not there, and restores nothing", async () => {
    await expect(restoreFrom("four", "nowhere", { recordings: at("not-there") })).rejects.toThrow(
      "The copy of the recordings cannot be read",
    );
  });

  it("is not brought back over a store that was not lost, which knows more of what is gone", async () => {
    const store = await openDirectoryStore(at("alive", "recordings"), Date.now);
    await store.put(shareName(randomUUID()), Buffer.from("share"));
    await expect(restoreFrom("four", "alive")).rejects.toThrow("Leave --recordings out");
  });

  it("comes back whole on an empty machine: what was recorded plays, what was destroyed stays destroyed", async () => {
    const report = await restoreFrom("four", "new");
    expect(report).toMatchObject({ placedKeys: true, lacksRecordingKeys: false, recordings: { recordings: 1 } });
    const there = await openVaultAt({
      databaseUrl: target.url,
      storeDirectory: at("new", "recordings"),
      keysFile: at("new", "recording-keys.json"),
      auditKey: AUDIT_KEY,
    });
    try {
      expect((await readAll(there, first)).equals(joined(pieces))).toBe(true);
      await expect(readAll(there, second)).rejects.toThrow();
      expect(await there.store.list(shareName(second))).toEqual([]);
      // Whoever said yes once and for all is asked again: it may have been taken back since.
      expect(await there.store.list("consents/")).toEqual([]);
    } finally {
      await there.pool.end();
    }
  });

  it("forgets what went together with its rows, and no older database brings it back from the copy", async () => {
    await forgetRecordings(source(), use.vault.clinic.pool, use.vault.clinic.id);
    for (const table of ["recording_object", "recording_piece", "recording"])
      await use.vault.clinic.pool.query(`DELETE FROM ${table}`);
    expect((await backUpAs("five")).recordings).toMatchObject({ recordings: 0, removed: 1 });
    const another = await createTestDatabase();
    try {
      // Of when it was there.
      const config = readConfig({ DATABASE_URL: another.url, ENSEMBLE_DATA_DIR: at("old") }, []);
      const copies = { recordings: files.copy(), keys: files.keys() };
      await restore({ config, file: at("backups", "four"), ...copies, migrations: MIGRATIONS, calledOff });
      const there = await openVaultAt({
        databaseUrl: another.url,
        storeDirectory: at("old", "recordings"),
        keysFile: at("old", "recording-keys.json"),
        auditKey: AUDIT_KEY,
      });
      await expect(readAll(there, first)).rejects.toMatchObject({ code: "recording/destroyed" });
      expect(await there.store.list("shares/")).toEqual([]);
      // Whoever copies that store is told, too.
      expect(await there.store.list("gone/")).toContain(`gone/${first}`);
      await there.pool.end();
    } finally {
      await another.drop();
    }
  });
});

async function allFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return names.map((name) => name.slice(directory.length)).sort();
}
