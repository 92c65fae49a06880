import type { link } from "node:fs/promises";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { giveName } from "./give-name.ts";

let directory: string;
let partial: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-give-name-"));
  partial = join(directory, "clinic.backup.7.partial");
  file = join(directory, "clinic.backup");
  await writeFile(partial, "whole");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const withoutLinks: typeof link = () =>
  Promise.reject(Object.assign(new Error("operation not permitted"), { code: "EPERM" }));

describe.each([
  ["that has links", undefined],
  ["that has none", withoutLinks],
])("a backup on a file system %s", (_which, addName) => {
  it("has its name once it is whole, and no other", async () => {
    await giveName(partial, file, addName);
    expect(await readdir(directory)).toEqual(["clinic.backup"]);
    expect(await readFile(file, "utf8")).toBe("whole");
  });

  it("replaces no file that has been made since somebody looked", async () => {
    await writeFile(file, "another's");
    await expect(giveName(partial, file, addName)).rejects.toThrow(`There is a file ${file} already`);
    expect(await readFile(file, "utf8")).toBe("another's");
    expect(await readFile(partial, "utf8")).toBe("whole");
  });

  it("is one of two that are made at the same time", async () => {
    const other = join(directory, "clinic.backup.8.partial");
    await writeFile(other, "the other");
    const made = await Promise.allSettled([giveName(partial, file, addName), giveName(other, file, addName)]);
    expect(made.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await readFile(file, "utf8")).toBe(made[0]?.status === "fulfilled" ? "whole" : "the other");
  });
});

it("says what else is wrong", async () => {
  await expect(giveName(join(directory, "nothing"), file)).rejects.toThrow("ENOENT");
  expect(await readdir(directory)).toEqual(["clinic.backup.7.partial"]);
});
