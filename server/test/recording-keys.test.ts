// The clinic's key is rotated, what was recorded before is wrapped anew and stays readable, and the old key is taken away: by the commands, as
// somebody types them. And what was destroyed does not come back with a backup of the database from before.
import { execFile } from "node:child_process";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadKeys } from "../src/platform/keys.ts";
import { auditKey } from "../src/recordings/audit-chain.ts";
import { readClinicKeys } from "../src/recordings/clinic-keys.ts";
import { createKeyDoor } from "../src/recordings/key-door.ts";
import { rewrapRecordings } from "../src/recordings/rewrap-recordings.ts";
import { runCommand, type Said } from "./support/machine.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { joined, madePieces, type OpenVault, readAll, THERAPIST, useVault } from "./support/vault.ts";
import { openVaultAt } from "./support/vault-places.ts";

const COMMANDS = join(import.meta.dirname, "../src/recordings");
const CALLED_OFF = new AbortController().signal;
const pieces = madePieces(25);
const use = useVault();

describe("the commands for keys and audit log", () => {
  let here: OpenVault;
  let env: Record<string, string>;
  let restored: TestDatabase;
  beforeAll(async () => {
    const { fields } = await loadKeys(join(use.vault.directory, "keys.json"));
    here = await use.vault.open({}, { auditKey: auditKey(fields) });
    env = { DATABASE_URL: use.vault.databaseUrl, ENSEMBLE_DATA_DIR: use.vault.directory };
    restored = await createTestDatabase();
  });
  afterAll(() => restored?.drop());

  const run = (command: string, ...args: readonly string[]): Promise<Said> =>
    new Promise((resolve) => {
      const program = [join(COMMANDS, `${command}-command.ts`), ...args];
      execFile(process.execPath, program, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
      });
    });
  const keep = () => use.keepWhole(pieces, here);
  const isWhole = async (recordingId: string) => (await readAll(here, recordingId)).equals(joined(pieces));
  const keyOf = async (recordingId: string) => (await here.rows.find(recordingId))?.lock?.clinicKeyId;

  it("rotate, wrap anew and take away, while recordings stay readable", async () => {
    const before = await keep();
    const [first] = await readClinicKeys(use.vault.keysFile);
    expect((await run("recording-keys", "list")).stdout).toContain(first!.id);
    expect(await run("recording-keys", "rotate")).toMatchObject({ status: 0, stderr: "" });
    const [, second] = await readClinicKeys(use.vault.keysFile);
    const after = await keep();
    expect([await keyOf(before), await keyOf(after)]).toEqual([first!.id, second!.id]);
    expect([await isWhole(before), await isWhole(after)]).toEqual([true, true]);
    expect((await run("recording-keys", "retire")).stdout).toContain("No key can be taken away");
    expect((await run("recording-keys", "rewrap")).stdout).toContain("Wrapped the keys of 1 recordings");
    expect((await run("recording-keys", "rewrap")).stdout).toContain("Wrapped the keys of 0 recordings");
    expect(await keyOf(before)).toBe(second!.id);
    // As if the rotation were long ago.
    const text = await readFile(use.vault.keysFile, "utf8");
    await writeFile(use.vault.keysFile, text.replace(second!.madeAt, "2026-01-01T00:00:00.000Z"));
    expect((await run("recording-keys", "retire")).stdout).toContain(`Taken away: ${first!.id}`);
    expect((await readClinicKeys(use.vault.keysFile)).map(({ id }) => id)).toEqual([second!.id]);
    expect([await isWhole(before), await isWhole(after)]).toEqual([true, true]);
    expect((await stat(use.vault.keysFile)).mode & 0o777).toBe(0o600);
  });

  it("wrap anew from where they were cut off, and leave what cannot be opened as it is", async () => {
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await keep());
    await run("recording-keys", "rotate");
    const { id: newest } = await here.clinicKeys.newest();
    await use.vault.store.delete(`shares/${ids[2]}`);
    const door = createKeyDoor(here);
    let left = 2;
    const failing = {
      rewrap: async (...args: Parameters<typeof door.rewrap>) => {
        if (left-- === 0) throw new Error("killed");
        return door.rewrap(...args);
      },
    };
    const parts = { rows: here.rows, clinicKeys: here.clinicKeys };
    await expect(rewrapRecordings({ ...parts, door: failing }, THERAPIST, CALLED_OFF)).rejects.toThrow("killed");
    const said = await run("recording-keys", "rewrap");
    expect(said.stdout).toContain(`Left as they are, since they cannot be opened: ${ids[2]}`);
    const keys = await Promise.all(ids.map(keyOf));
    expect(keys.map((key) => key === newest)).toEqual([true, true, false, true, true]);
    for (const id of ids.toSpliced(2, 1)) expect(await isWhole(id)).toBe(true);
    await here.recordings.destroy(ids[2]!, "mistake", THERAPIST);
  });

  it("are told from one another, and say how they are used", async () => {
    for (const args of [[], ["other"], ["rotate", "more"], ["constructor"]]) {
      const said = await run("recording-keys", ...args);
      expect([said.status, said.stderr]).toEqual([1, "npm run -s recording-keys -- list | rotate | rewrap | retire\n"]);
    }
  });

  it("check the audit log, whose newest line is an anchor", async () => {
    const anchors = join(use.vault.directory, "anchors.txt");
    const said = await run("audit");
    expect(said).toMatchObject({ status: 0, stderr: "" });
    expect(said.stdout).toMatch(/^clinic \d+ [0-9a-f]{64}\n$/);
    await writeFile(anchors, said.stdout);
    await keep();
    expect(await run("audit", "--anchors", anchors)).toMatchObject({ status: 0, stderr: "" });
    const sequence = Number(said.stdout.split(" ")[1]);
    await writeFile(anchors, said.stdout.replace(`clinic ${sequence}`, `clinic ${sequence + 999}`));
    const cut = await run("audit", "--anchors", anchors);
    expect(cut.status).toBe(1);
    expect(cut.stderr).toContain(
      `clinic entry ${sequence + 999}: it was noted as an anchor, and is not there any more`,
    );
    await writeFile(anchors, "nonsense");
    expect((await run("audit", "--anchors", anchors)).stderr).toBe("This is no anchor: nonsense\n");
  });

  it("a backup of the database brings back what still is, and not what was destroyed since", async () => {
    const [kept, destroyed] = [await keep(), await keep()];
    const file = join(use.vault.directory, "before.backup");
    expect(await runCommand("backup", ["--to", file], env)).toMatchObject({ status: 0, stderr: "" });
    await here.recordings.destroy(destroyed, "asked", THERAPIST);
    const said = await runCommand("restore", ["--from", file], { ...env, DATABASE_URL: restored.url });
    expect(said).toMatchObject({ status: 0, stderr: "" });
    const there = await openVaultAt({ ...use.vault.places, databaseUrl: restored.url });
    // Its row is there again, with its wrapped key, and all of the clinic's keys are at hand.
    const { rows } = await there.pool.query("SELECT key_wrapped IS NOT NULL AS has FROM recording WHERE id = $1", [
      destroyed,
    ]);
    expect(rows).toEqual([{ has: true }]);
    expect((await readAll(there, kept)).equals(joined(pieces))).toBe(true);
    await expect(readAll(there, destroyed)).rejects.toMatchObject({ code: "recording/destroyed" });
    await there.pool.end();
  });
});
