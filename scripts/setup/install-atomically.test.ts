import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
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

  it("leaves one whole result when two do it at once", async () => {
    await Promise.all([installAtomically(target(), fill("whole")), installAtomically(target(), fill("whole"))]);
    expect(await readdir(cache)).toEqual(["models"]);
    expect(await readFile(join(target(), "model"), "utf8")).toBe("whole");
  });
});
