import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadKeys } from "./keys.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-keys-"));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe("the clinic's keys", () => {
  it("are the same for all that start at once for the first time, and stay as the first made them", async () => {
    const file = join(directory, "state/keys.json");
    const loaded = await Promise.all(Array.from({ length: 8 }, () => loadKeys(file)));
    const written = JSON.parse(await readFile(file, "utf8")) as { fields: string };
    expect(new Set(loaded.map((keys) => keys.fields.toString("base64")))).toEqual(new Set([written.fields]));
    expect(await loadKeys(file)).toEqual(loaded[0]);
  });

  it("lie in a file for the server's user alone, with nothing beside it", async () => {
    const file = join(directory, "keys.json");
    await loadKeys(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(["keys.json"]);
  });
});
