// Runs the tests in two rounds: unit and integration tests side by side, then what is done in browsers, first what two files can do
// at a time, then the journeys that need the whole machine.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findChromium } from "../setup/chromium-step.mjs";
import { CLONE } from "../setup/prepare.mjs";
import { runForeground } from "../setup/run-foreground.mjs";
import { drawSeed } from "./draw-seed.mjs";
import { chooseForSecondRun, replaceResults } from "./second-run.mjs";
import { listFailures, sumRuns } from "./test-totals.mjs";

const ROUNDS = [
  ["unit", "integration"],
  ["browser-pairs", "browser"],
];

/**
 * @param {{ node: string, env: NodeJS.ProcessEnv }} prepared
 * @param {readonly string[]} args for Vitest, such as a path; `--long` chooses the long tier
 * `repeated`: what failed before it was run a second time, a text each; its second result is the one in `totals` and `failures`.
 */
export async function runTests({ node, env }, args) {
  const directory = await mkdtemp(join(tmpdir(), "ensemble-report-"));
  const testEnv = createTestEnvironment(env, args.includes("--long"));
  const passedOn = args.filter((arg) => arg !== "--long");
  const run = async (projects, filters) => {
    const file = join(directory, `${projects[0]}.json`);
    await rm(file, { force: true });
    const options = [
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...(filters.length > 0 ? ["--passWithNoTests"] : []),
    ];
    const vitest = join(CLONE, "node_modules/vitest/vitest.mjs");
    const status = await runForeground(node, [vitest, "run", ...options, ...filters], { env: testEnv, cwd: CLONE });
    if (status > 128) process.exit(status);
    return { status, report: await readReport(file) };
  };
  const runs = [];
  const repeated = [];
  try {
    for (const projects of ROUNDS) {
      const first = await run(projects, passedOn);
      const again = chooseForSecondRun(first);
      if (again.length === 0) {
        runs.push(first);
        continue;
      }
      repeated.push(...listFailures([first], CLONE));
      const second = again.map((file) => relative(CLONE, file));
      runs.push(replaceResults(first, await run(projects, second)));
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return { totals: sumRuns(runs), failures: listFailures(runs, CLONE), repeated };
}

/** The tests make databases of their own and never touch one that happens to be named. */
function createTestEnvironment(env, long) {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...rest } = env;
  const chromium = findChromium(env);
  return {
    ENSEMBLE_TEST_SEED: String(drawSeed()),
    ...rest,
    ...(chromium ? { ENSEMBLE_CHROMIUM: chromium } : {}),
    ...(long ? { ENSEMBLE_TEST_LONG: "1" } : {}),
  };
}

async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
