import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashContent } from "./content-hash.mjs";

let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), "ensemble-hash-"));
  await mkdir(join(clone, "src/node_modules"), { recursive: true });
  await writeFile(join(clone, "src/a.ts"), "one");
});

afterEach(() => rm(clone, { recursive: true, force: true }));

describe("the hash of what a step is made from", () => {
  it("changes with content and names, and only with them", async () => {
    const first = await hashContent(clone, ["src", "missing.json"]);
    expect(await hashContent(clone, ["src", "missing.json"])).toBe(first);
    await rename(join(clone, "src/a.ts"), join(clone, "src/b.ts"));
    const renamed = await hashContent(clone, ["src", "missing.json"]);
    await writeFile(join(clone, "src/b.ts"), "two");
    const changed = await hashContent(clone, ["src", "missing.json"]);
    await writeFile(join(clone, "missing.json"), "{}");
    const added = await hashContent(clone, ["src", "missing.json"]);
    expect(new Set([first, renamed, changed, added]).size).toBe(4);
  });

  it("leaves out what is installed there", async () => {
    const before = await hashContent(clone, ["src"]);
    await writeFile(join(clone, "src/node_modules/x.js"), "x");
    expect(await hashContent(clone, ["src"])).toBe(before);
  });
});
