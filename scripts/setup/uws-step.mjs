// uWebSockets.js, for tests of that transport only: its binary from an npm package that carries the official release, and on a Linux
// whose C library is too old for it, Debian 13's. Where it cannot be had, the set-up goes on and those tests say why they are skipped.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CannotBeHad } from "./cannot-be-had.mjs";
import { ARCHIVE_KEYS, fetchDebian13Libraries } from "./debian-13-libraries.mjs";
import { findProgram } from "./find-program.mjs";
import { installAtomically } from "./install-atomically.mjs";
import { npmCommand } from "./npm-command.mjs";
import { endOf, runCommand } from "./run-command.mjs";

const PACKAGE = "uwebsockets@3.0.6";
const INTEGRITY = "sha512-0Nw22DDOd1YGnJ8/IHYVCDHZXAVqLnjBxktl2bSjcJRVcgasb2Zs8WCRhL41IydraLLq001c6ycHdIS+rEcAxw==";
const LEAST_GLIBC = "2.38";
const LIBRARIES = "libc/usr/lib/x86_64-linux-gnu";
const FETCH_TIMEOUT_MS = 300_000;
/** After this long it is tried again, if somebody sets up then. */
const GIVEN_UP_FOR_MS = 3_600_000;

/**
 * @typedef {object} System
 * @property {string} platform as process.platform
 * @property {string} arch as process.arch
 * @property {string | undefined} glibc its version; undefined where there is none
 * @property {boolean} hasDebianArchive whether packages of Debian's can be fetched and checked here
 */

/**
 * What tests start Node with and give it as UWS_HOME, or why they cannot.
 * @param {{ ENSEMBLE_TEST_UWS?: string | undefined }} env
 * @param {string} cacheDirectory
 * @returns {{ home: string, node: readonly [string, ...string[]] } | { reason: string }}
 */
export function findUws(env, cacheDirectory) {
  const folder = env.ENSEMBLE_TEST_UWS || folderIn(cacheDirectory);
  if (!existsSync(folder)) {
    if (env.ENSEMBLE_TEST_UWS) return { reason: `ENSEMBLE_TEST_UWS names ${folder}, where nothing is` };
    return { reason: readGivenUp(folder)?.reason ?? "it has not been set up, which `npm test` does" };
  }
  return { home: join(folder, "uws"), node: nodeOn(folder, process.execPath) };
}

/**
 * Whether the binary needs libraries beside it, or why it cannot run here at all; pure.
 * @param {System} system
 * @returns {{ libraries: boolean } | { reason: string }}
 */
export function decideLibraries({ platform, arch, glibc, hasDebianArchive }) {
  if (platform !== "linux") return { libraries: false };
  if (glibc === undefined) return { reason: `it needs glibc ${LEAST_GLIBC}, and this system has another C library` };
  if (glibc.localeCompare(LEAST_GLIBC, "en", { numeric: true }) >= 0) return { libraries: false };
  const here = `it needs glibc ${LEAST_GLIBC}, this system's is ${glibc}`;
  if (arch !== "x64") return { reason: `${here}, and a newer one is fetched for x64 only` };
  if (!hasDebianArchive) return { reason: `${here}, and Debian 13's cannot be fetched without apt and Debian's keys` };
  return { libraries: true };
}

/** @param {() => System} [readThisSystem] @returns {import("./run-steps.mjs").Step} */
export function createUwsStep(readThisSystem = readSystem) {
  return {
    name: "uWebSockets.js",
    isDone: ({ env, places: { cacheDirectory } }) => {
      const folder = folderIn(cacheDirectory);
      return Boolean(env.ENSEMBLE_TEST_UWS) || existsSync(folder) || readGivenUp(folder) !== undefined;
    },
    async run(context) {
      const folder = folderIn(context.places.cacheDirectory);
      try {
        const decided = decideLibraries(readThisSystem());
        if ("reason" in decided) throw new CannotBeHad(decided.reason);
        await installAtomically(folder, (making) => fill(making, decided.libraries, context));
        await rm(noteBeside(folder), { force: true });
        return undefined;
      } catch (error) {
        if (!(error instanceof CannotBeHad)) throw error;
        const reason = error.message;
        await mkdir(context.places.cacheDirectory, { recursive: true, mode: 0o755 });
        await writeFile(noteBeside(folder), `${reason}\n`);
        return `cannot be had: ${reason}. What needs it is skipped.`;
      }
    },
  };
}

export const uwsStep = createUwsStep();

async function fill(folder, libraries, context) {
  const home = join(folder, "uws");
  await mkdir(home);
  context.say("fetching, about 100 MB");
  await fetchBinary(home, context);
  if (libraries) {
    context.say("fetching Debian 13's C library");
    await mkdir(join(folder, "libc"));
    await fetchDebian13Libraries(join(folder, "libc"), context.env);
  }
  const [program, ...before] = nodeOn(folder, context.node);
  const load = `require(${JSON.stringify(join(home, "uws.js"))})`;
  const { ok, output } = await runCommand(program, [...before, "--eval", load], { env: context.env });
  if (!ok) throw new CannotBeHad(`it does not load here: ${endOf(output.replace(/\nNode\.js v\S+\s*$/, ""), 1)}`);
}

async function fetchBinary(home, { node, env }) {
  const work = await mkdtemp(join(tmpdir(), "ensemble-uws-"));
  try {
    const [program, ...first] = npmCommand(env);
    const pack = ["pack", "--silent", "--fetch-retries=0", PACKAGE, "--pack-destination", work];
    const packed = await runCommand(program, [...first, ...pack], { cwd: work, env, timeoutMs: FETCH_TIMEOUT_MS });
    if (!packed.ok) throw new CannotBeHad(`the npm package ${PACKAGE} could not be fetched`);
    const archive = join(work, packed.output.trim().split("\n").at(-1));
    const integrity = `sha512-${createHash("sha512")
      .update(await readFile(archive))
      .digest("base64")}`;
    if (integrity !== INTEGRITY)
      throw new CannotBeHad(`the npm package ${PACKAGE} is not the published one (${integrity})`);
    const { output: abi } = await runCommand(node, ["-p", "process.versions.modules"], { env });
    const files = ["uws.js", `uws_${process.platform}_${process.arch}_${abi.trim()}.node`];
    const members = files.map((file) => `package/${file}`);
    const unpacked = await runCommand("tar", ["-xzf", archive, "-C", work, ...members]);
    if (!unpacked.ok) throw new CannotBeHad(`the npm package ${PACKAGE} has no ${files[1]}`);
    for (const file of files) await copyFile(join(work, "package", file), join(home, file));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** By the folder's own C library where it has one. */
function nodeOn(folder, node) {
  const libraries = join(folder, LIBRARIES);
  const loader = join(libraries, "ld-linux-x86-64.so.2");
  return existsSync(loader) ? [loader, "--library-path", libraries, node] : [node];
}

function folderIn(cacheDirectory) {
  return join(cacheDirectory, `${PACKAGE.replace("@", "-")}-${process.platform}-${process.arch}`);
}

function noteBeside(folder) {
  return `${folder}.given-up`;
}

/** Why it could not be had, while that is recent. */
function readGivenUp(folder) {
  const note = noteBeside(folder);
  try {
    if (Date.now() - statSync(note).mtimeMs > GIVEN_UP_FOR_MS) return undefined;
    return { reason: readFileSync(note, "utf8").trim() };
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  }
}

/** @returns {System} */
function readSystem() {
  const glibc = /** @type {any} */ (process.report.getReport()).header.glibcVersionRuntime;
  const hasDebianArchive = findProgram(["apt-get"], process.env.PATH) !== undefined && existsSync(ARCHIVE_KEYS);
  return { platform: process.platform, arch: process.arch, glibc, hasDebianArchive };
}
