// `node scripts/run.mjs [--code-only | --stored | --with-redis] FILE …`: runs a TypeScript file of ours with everything set up, or with
// what our code alone needs, what the server's own database needs, or Redis besides. Silent when nothing is to be done, and
// never on stdout: what the file prints there may be read by a program.
import { resolve } from "node:path";
import { loadSettings } from "./setup/load-settings.mjs";
import { CLONE, prepare } from "./setup/prepare.mjs";
import { runForeground } from "./setup/run-foreground.mjs";
import { CLUSTER_STEPS, CODE_STEPS, START_STEPS, STORED_STEPS } from "./setup/steps.mjs";

const STEPS = new Map([
  ["--code-only", CODE_STEPS],
  ["--stored", STORED_STEPS],
  ["--with-redis", CLUSTER_STEPS],
]);
const given = process.argv.slice(2);
const steps = STEPS.get(given[0] ?? "");
const [file, ...args] = steps === undefined ? given : given.slice(1);
if (!file) {
  process.stderr.write("Which file? node scripts/run.mjs [--code-only | --stored | --with-redis] FILE …\n");
  process.exit(2);
}
loadSettings(CLONE);
// What is measured or demonstrated brings a database of its own, whatever this machine's server uses.
if (steps !== STORED_STEPS) for (const name of ["DATABASE_URL", "REDIS_URL"]) delete process.env[name];
const { node, env } = await prepare(steps ?? START_STEPS);
process.exitCode = await runForeground(node, [resolve(file), ...args], { env });
