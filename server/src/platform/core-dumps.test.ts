import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { areCoreDumpsOn } from "./core-dumps.ts";

it.each([
  ["Max core file size        0                    unlimited            bytes", false],
  ["Max core file size        unlimited            unlimited            bytes", true],
  ["Max core file size        1024                 0                    bytes", true],
  ["Max open files            1024                 1024                 files", undefined],
])("%s", async (line, areOn) => {
  const directory = await mkdtemp(join(tmpdir(), "ensemble-limits-"));
  await writeFile(join(directory, "limits"), `Limit   Soft Limit   Hard Limit   Units\n${line}\n`);
  expect(await areCoreDumpsOn(join(directory, "limits"))).toBe(areOn);
  await rm(directory, { recursive: true });
});

it("is not known where there is no such file", async () => {
  expect(await areCoreDumpsOn("/nowhere/limits")).toBeUndefined();
});
