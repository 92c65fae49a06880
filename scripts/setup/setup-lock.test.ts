import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acquireLock } from "./setup-lock.mjs";

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-lock-"));
  file = join(directory, "setup.lock");
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

describe("the set-up's lock", () => {
  it("lets one in at a time, and tells the others whom they wait for", async () => {
    let inside = 0;
    let most = 0;
    const waitedFor: number[] = [];
    const enter = async () => {
      const release = await acquireLock(file, { onWait: (holder) => waitedFor.push(holder) });
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      await release();
    };
    await Promise.all([enter(), enter(), enter()]);
    expect(most).toBe(1);
    expect(waitedFor).toContain(process.pid);
  });

  it("names its holder from the first moment, so that it is not taken for one left behind", async () => {
    const seen = new Set<string>();
    let looking = true;
    const look = async () => {
      while (looking) await readFile(file, "utf8").then((text) => seen.add(text), ignoreMissing);
    };
    const looked = look();
    for (let i = 0; i < 100; i++) await (await acquireLock(file))();
    looking = false;
    await looked;
    expect([...seen].map((text) => JSON.parse(text).pid)).toEqual([process.pid]);
  });

  it.each([
    ["is gone", JSON.stringify({ pid: 2 ** 22 + 1, startedAt: "1" })],
    ["had a process number that another process has now", JSON.stringify({ pid: process.pid, startedAt: "1" })],
    ["lost its writing to a power cut", '{"pid":'],
  ])("is taken over when its holder %s", async (_reason, left) => {
    await writeFile(file, left);
    const release = await acquireLock(file);
    expect(JSON.parse(await readFile(file, "utf8")).pid).toBe(process.pid);
    await release();
    await expect(readFile(file)).rejects.toThrow("ENOENT");
  });
});
