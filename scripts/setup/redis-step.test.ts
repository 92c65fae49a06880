import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRedis } from "./redis-step.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ensemble-redis-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the Redis of the tests", () => {
  it.each(["redis-server", "valkey-server"])("may be %s", async (name) => {
    await writeFile(join(folder, name), "", { mode: 0o755 });
    expect(findRedis({ PATH: folder })).toBe(join(folder, name));
  });

  it("is missing where neither is on the PATH", () => {
    expect(findRedis({ PATH: folder })).toBeUndefined();
  });
});
