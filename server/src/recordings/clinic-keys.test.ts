import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openClinicKeys, readClinicKeys, retireClinicKeys, rotateClinicKey } from "./clinic-keys.ts";

const HOUR_MS = 3_600_000;
let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-clinic-keys-"));
  file = join(directory, "recording-keys.json");
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});
const nobody = async () => false;

describe("the clinic's keys for recordings", () => {
  it("are made once, by however many that start together, for the server's user alone", async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openClinicKeys(file, 0)));
    const newest = await Promise.all(opened.map((keys) => keys.newest()));
    expect(new Set(newest.map(({ id }) => id)).size).toBe(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(["recording-keys.json"]);
  });

  it("are rotated under a running server, and the old ones stay", async () => {
    const keys = await openClinicKeys(file, 0);
    const first = await keys.newest();
    const second = await rotateClinicKey(file, 1);
    expect(await keys.newest()).toEqual(second);
    expect(await keys.find(first.id)).toEqual(first);
    expect(second.key.equals(first.key)).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("lose none when two rotate at once: one of them is told to wait", async () => {
    await openClinicKeys(file, 0);
    const both = await Promise.allSettled([rotateClinicKey(file, 1), rotateClinicKey(file, 2)]);
    const done = both.filter(({ status }) => status === "fulfilled").length;
    expect(done).toBeGreaterThanOrEqual(1);
    expect(await readClinicKeys(file)).toHaveLength(1 + done);
    expect(await readdir(directory)).toEqual(["recording-keys.json"]);
  });

  it("are taken away when they wrap nothing, never the newest, nor one that was that within the hour", async () => {
    const keys = await openClinicKeys(file, 0);
    const first = await keys.newest();
    const second = await rotateClinicKey(file, 0);
    expect(await retireClinicKeys(file, nobody, HOUR_MS - 1)).toEqual([]);
    expect(await retireClinicKeys(file, async (id) => id === first.id, HOUR_MS)).toEqual([]);
    expect(await retireClinicKeys(file, nobody, HOUR_MS)).toEqual([first.id]);
    expect((await readClinicKeys(file)).map(({ id }) => id)).toEqual([second.id]);
    expect(await retireClinicKeys(file, nobody, 9 * HOUR_MS)).toEqual([]);
  });

  it("of a file that was changed, cut off or is readable by others are not used, and no others are made", async () => {
    await openClinicKeys(file, 0);
    const text = await readFile(file, "utf8");
    for (const other of [
      text.slice(0, -5),
      "",
      // Another letter, whichever it is.
      text.replace(/"key":"(.)/, (_all, letter) => `"key":"${letter === "B" ? "C" : "B"}`),
      '{"version":1,"keys":[]}',
    ]) {
      await writeFile(file, other);
      await expect(openClinicKeys(file, 0), other).rejects.toThrow("cannot be read");
      expect(await readFile(file, "utf8")).toBe(other);
    }
    await rm(file);
    await writeFile(file, text, { mode: 0o644 });
    await expect(openClinicKeys(file, 0)).rejects.toThrow("can be read by others");
  });
});
