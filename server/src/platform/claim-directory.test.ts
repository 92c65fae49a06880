import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimDirectory } from "./claim-directory.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-claim-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const ROUNDS = 15;
const AT_ONCE = 8;
const { pid: dead } = spawnSync(process.execPath, ["--version"]);
const left = {
  nothing: [],
  "a claim of a process that was killed": [["owner.json", JSON.stringify({ pid: dead, startedAt: "1" })]],
  "half a claim": [["owner.json", '{"pid":']],
  "a claim and that of a process that was killed while taking it over": [
    ["owner.json", JSON.stringify({ pid: dead, startedAt: "1" })],
    ["owner.json.heir", JSON.stringify({ pid: dead, startedAt: "2" })],
  ],
} as const;

describe.each(Object.entries(left))("a directory with %s in it", (_what, files) => {
  it("is claimed by exactly one of many that try at the same time, and can be claimed again after its release", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, text] of files) await writeFile(join(directory, name), text);
      const tries = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => claimDirectory(directory)));
      const releases = tries.filter((one) => one.status === "fulfilled").map((one) => one.value);
      const refusals = tries.filter((one) => one.status === "rejected").map((one) => String(one.reason));
      expect(releases).toHaveLength(1);
      for (const refusal of refusals) expect(refusal).toContain(`Process ${process.pid} already runs the database`);
      for (const release of releases) await release();
      expect(await readdir(directory)).toEqual([]);
    }
  });
});
