// What every command does first: makes sure that all its steps are done, alone among the processes of this clone, and
// tells where things are.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findPlaces, placesAsEnvironment } from "./directories.mjs";
import { findNode } from "./node-step.mjs";
import { isTooOld, LEAST_NODE } from "./node-version.mjs";
import { createProgress } from "./progress.mjs";
import { areDone, describeFailure, runSteps } from "./run-steps.mjs";
import { acquireLock } from "./setup-lock.mjs";

export const CLONE = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Ends the process with a readable reason when a step fails.
 * @param {readonly import("./run-steps.mjs").Step[]} steps
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv, places: import("./directories.mjs").Places }>} what to start
 *   programs with
 */
export async function prepare(steps) {
  if (isTooOld(process.versions.node)) {
    endWith(`This is Node.js ${process.versions.node}, which is too old.\nInstall Node.js ${LEAST_NODE} or newer.`);
  }
  // Root's PostgreSQL runs as another user, who must be able to pass what is made here, however private root keeps the rest.
  if (process.getuid?.() === 0) process.umask(0o022);
  try {
    const places = findPlaces(CLONE);
    const env = { ...process.env, PATH: `${join(CLONE, "node_modules/.bin")}:${process.env.PATH ?? ""}` };
    // Looked up each time: the first step brings it.
    const context = {
      clone: CLONE,
      places,
      env,
      get node() {
        return findNode(CLONE);
      },
    };
    if (!(await areDone(steps, context))) await runLocked(steps, context);
    return { node: findNode(CLONE), env: { ...env, ...placesAsEnvironment(places) }, places };
  } catch (error) {
    return endWith(describeFailure(error));
  }
}

async function runLocked(steps, context) {
  const release = await acquireLock(join(CLONE, ".cache/setup.lock"), {
    onWait: (holder) => process.stderr.write(`Process ${holder} is setting up this clone: waiting for it.\n`),
  });
  try {
    await runSteps(steps, context, createProgress(process.stderr));
  } finally {
    await release();
  }
}

/** @param {string} reason @returns {never} */
function endWith(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
