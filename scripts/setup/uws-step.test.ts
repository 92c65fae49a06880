import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createUwsStep, decideLibraries, findUws } from "./uws-step.mjs";

const NEW_LINUX = { platform: "linux", arch: "x64", glibc: "2.41", hasDebianArchive: true };
const HOUR_AND_A_BIT_S = 3_700;

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "ensemble-uws-step-"));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

/** A step on such a system, with an npm that does what the shell script says. */
async function createStep(system: typeof NEW_LINUX, npm: string) {
  const programs = join(cache, "programs");
  await mkdir(programs);
  await writeFile(join(programs, "npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
  const { npm_execpath: _npm, ...env } = process.env;
  const context = {
    places: { cacheDirectory: join(cache, "cache") },
    env: { ...env, ENSEMBLE_TEST_UWS: "", PATH: `${programs}:${env.PATH}` },
    node: process.execPath,
    say: () => undefined,
  } as unknown as Parameters<ReturnType<typeof createUwsStep>["run"]>[0];
  return { step: createUwsStep(() => system), context };
}

describe("whether uWebSockets.js needs libraries beside it", () => {
  it.each([
    { ...NEW_LINUX, libraries: false },
    { ...NEW_LINUX, glibc: "2.38", libraries: false },
    { ...NEW_LINUX, glibc: "2.36", libraries: true },
    { ...NEW_LINUX, glibc: "2.4", libraries: true },
    { ...NEW_LINUX, arch: "arm64", glibc: "2.39", libraries: false },
    { ...NEW_LINUX, platform: "darwin", arch: "arm64", glibc: undefined, libraries: false },
  ])("on $platform $arch with glibc $glibc: $libraries", ({ libraries, ...system }) => {
    expect(decideLibraries(system)).toEqual({ libraries });
  });

  it.each([
    { ...NEW_LINUX, glibc: undefined, word: "another C library" },
    { ...NEW_LINUX, glibc: "2.36", arch: "arm64", word: "for x64 only" },
    { ...NEW_LINUX, glibc: "2.35", hasDebianArchive: false, word: "without apt" },
  ])("and says where it cannot run: $word", ({ word, ...system }) => {
    expect(decideLibraries(system)).toEqual({ reason: expect.stringContaining(word) });
  });
});

describe("uWebSockets.js where it cannot be had", () => {
  it.each([
    { what: "npm fails", system: NEW_LINUX, npm: "exit 1", word: "could not be fetched" },
    {
      what: "the package is another",
      system: NEW_LINUX,
      npm: 'for last; do :; done; echo other > "$last/uwebsockets-3.0.6.tgz"; echo uwebsockets-3.0.6.tgz',
      word: "is not the published one",
    },
    {
      what: "the system is too old",
      system: { ...NEW_LINUX, glibc: "2.31", hasDebianArchive: false },
      npm: "exit 1",
      word: "2.31",
    },
  ])("lets the set-up go on and says why: $what", async ({ system, npm, word }) => {
    const { step, context } = await createStep(system, npm);
    expect(await step.isDone(context)).toBe(false);
    const said = await step.run(context);
    expect(said).toContain(word);
    expect(said).not.toContain("\n");
    expect(await step.isDone(context)).toBe(true);
    const { cacheDirectory } = context.places;
    expect(findUws({}, cacheDirectory)).toEqual({ reason: expect.stringContaining(word) });
    expect((await readdir(cacheDirectory)).map((name) => name.replace(/^.*\./, ""))).toEqual(["given-up"]);
  });

  it("tries again an hour later", async () => {
    const { step, context } = await createStep(NEW_LINUX, "exit 1");
    await step.run(context);
    const { cacheDirectory } = context.places;
    const [note = ""] = await readdir(cacheDirectory);
    const before = Date.now() / 1000 - HOUR_AND_A_BIT_S;
    await utimes(join(cacheDirectory, note), before, before);
    expect(await step.isDone(context)).toBe(false);
  });

  it("fails the set-up on anything else", async () => {
    const { step, context } = await createStep(NEW_LINUX, "exit 1");
    await writeFile(context.places.cacheDirectory, "no directory");
    await expect(step.run(context)).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

describe("where tests find uWebSockets.js", () => {
  it("is the folder that is named, before any other", async () => {
    const { step, context } = await createStep(NEW_LINUX, "exit 1");
    await mkdir(join(cache, "mine"));
    const named = { ENSEMBLE_TEST_UWS: join(cache, "mine") };
    expect(await step.isDone({ ...context, env: named })).toBe(true);
    expect(findUws(named, context.places.cacheDirectory)).toEqual({
      home: join(cache, "mine/uws"),
      node: [process.execPath],
    });
  });

  it("is with the C library beside it, where there is one", async () => {
    const libraries = join(cache, "mine/libc/usr/lib/x86_64-linux-gnu");
    await mkdir(libraries, { recursive: true });
    await writeFile(join(libraries, "ld-linux-x86-64.so.2"), "");
    expect(findUws({ ENSEMBLE_TEST_UWS: join(cache, "mine") }, cache)).toMatchObject({
      node: [join(libraries, "ld-linux-x86-64.so.2"), "--library-path", libraries, process.execPath],
    });
  });

  it("is nowhere where the named folder is not, nor before a set-up", () => {
    expect(existsSync(join(cache, "gone"))).toBe(false);
    expect(findUws({ ENSEMBLE_TEST_UWS: join(cache, "gone") }, cache)).toEqual({
      reason: expect.stringContaining("gone"),
    });
    expect(findUws({}, cache)).toEqual({ reason: expect.stringContaining("npm test") });
  });
});
