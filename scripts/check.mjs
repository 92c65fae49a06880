// `npm run check`: format, lint, types, dead code, tests. Everything is run, then the parts that failed are named.
import { join } from "node:path";
import { loadProgramSettings } from "./setup/load-settings.mjs";
import { CLONE, prepare } from "./setup/prepare.mjs";
import { runForeground } from "./setup/run-foreground.mjs";
import { TEST_STEPS } from "./setup/steps.mjs";
import { refuseFolder } from "./testing/refuse-folder.mjs";
import { runTests } from "./testing/run-tests.mjs";
import { describeTotals } from "./testing/test-totals.mjs";

const PROJECTS = ["shared", "media", "server", "client", "client/e2e", "scripts"];

refuseFolder(CLONE);
loadProgramSettings(CLONE);
delete process.env.DATABASE_URL;
const prepared = await prepare(TEST_STEPS);
const failed = [];
await run("format and lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]);
for (const project of PROJECTS) await run(`types of ${project}`, "typescript/bin/tsc", ["-p", project]);
await run("dead code", "knip/bin/knip.js", []);
const totals = await runTests(prepared, []);
if (totals.failed > 0 || totals.passed === 0) failed.push("tests");
console.log(
  failed.length > 0 ? `Failed: ${failed.join(", ")}` : "Format, lint, types, dead code and tests are in order.",
);
console.log(describeTotals(totals));
process.exitCode = failed.length > 0 ? 1 : 0;

async function run(name, program, args) {
  console.log(`— ${name}`);
  const { node, env } = prepared;
  const status = await runForeground(node, [join(CLONE, "node_modules", program), ...args], { env, cwd: CLONE });
  if (status > 128) process.exit(status);
  if (status !== 0) failed.push(name);
}
