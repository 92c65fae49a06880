// Installs the packages of the lock file. Install scripts are off (see .npmrc): what they would do, later steps do, with
// progress, a bounded time and a sentence when it fails.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashContent } from "./content-hash.mjs";
import { npmCommand } from "./npm-command.mjs";
import { matchesRecord, record } from "./recorded-hash.mjs";
import { endOf, runCommand } from "./run-command.mjs";
import { SetupFailure } from "./setup-failure.mjs";

const WORKSPACES = ["shared", "media", "server", "client"];
/** With NODE_ENV=production in the shell, npm would leave out what the set-up itself needs. */
const INSTALL = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
const SOURCES = [
  ".npmrc",
  "package.json",
  "package-lock.json",
  "vendor",
  ...WORKSPACES.map((name) => `${name}/package.json`),
];

/** @type {import("./run-steps.mjs").Step} */
export const dependenciesStep = {
  name: "Packages",
  async isDone({ clone }) {
    const hash = await hashContent(clone, SOURCES);
    const recordFile = join(clone, "node_modules/.made-from");
    if (await matchesRecord(recordFile, hash)) return true;
    // A contributor's own `npm install` is as good: npm writes its account of node_modules when it is through.
    const wanted = await readPackages(join(clone, "package-lock.json"));
    const installed = await readPackages(join(clone, "node_modules/.package-lock.json"));
    if (!wanted || !installed || !isInstalled(wanted, installed)) return false;
    await record(recordFile, hash);
    return true;
  },
  async run({ clone, env, say }) {
    say("npm ci");
    const hash = await hashContent(clone, SOURCES);
    const [program, ...args] = npmCommand(env);
    const result = await runCommand(program, [...args, ...INSTALL], { cwd: clone, env });
    if (!result.ok) {
      throw new SetupFailure(
        "The packages could not be installed (npm ci).",
        "Check the connection to the npm registry (`npm ping`) and free disk space (about 1.5 GB), then start again.",
        endOf(result.output),
      );
    }
    await record(join(clone, "node_modules/.made-from"), hash);
  },
};

/**
 * Whether npm's account of what is installed has every package of the lock file in its version. Packages for other
 * systems are optional and may be missing.
 * @param {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }>} wanted
 * @param {Record<string, { version?: string }>} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes("node_modules/") || entry.link) return true;
    const found = installed[path];
    if (!found) return Boolean(entry.optional);
    return found.version === entry.version;
  });
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
