import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installAtomically } from "./install-atomically.mjs";

let cache: string;
const target = () => join(cache, "models");

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "ensemble-cache-"));
});

afterEach(() => rm(cache, { recursive: true, force: true }));

const fill = (text: string) => (directory: string) => writeFile(join(directory, "model"), text);

describe("filling a directory of the cache", () => {
  it("replaces what was there as a whole and leaves nothing beside it", async () => {
    await mkdir(target());
    await writeFile(join(target(), "half"), "");
    await installAtomically(target(), fill("whole"));
    expect(await readdir(target())).toEqual(["model"]);
    expect(await readdir(cache)).toEqual(["models"]);
  });

  it("changes nothing when it fails in the middle", async () => {
    await installAtomically(target(), fill("whole"));
    const failing = async (directory: string) => {
      await writeFile(join(directory, "model"), "half");
      throw new Error("interrupted");
    };
    await expect(installAtomically(target(), failing)).rejects.toThrow("interrupted");
    expect(await readFile(join(target(), "model"), "utf8")).toBe("whole");
    expect(await readdir(cache)).toEqual(["models"]);
  });

  it("clears away what an interrupted one left long ago, and not what is being made", async () => {
    const old = join(cache, ".models-old");
    await mkdir(old);
    await utimes(old, new Date(0), new Date(0));
    await mkdir(join(cache, ".models-new"));
    await installAtomically(target(), fill("whole"));
    expect(await readdir(cache)).toEqual([".models-new", "models"]);
  });

  it("leaves one whole result when two do it at once", async () => {
    await Promise.all([installAtomically(target(), fill("whole")), installAtomically(target(), fill("whole"))]);
    expect(await readdir(cache)).toEqual(["models"]);
    expect(await readFile(join(target(), "model"), "utf8")).toBe("whole");
  });
});
