// Finds the Node that runs TypeScript: the packaged one, whatever the machine's own is; where there is none for this
// system, the machine's own, if it is new enough.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SetupFailure } from "./setup-failure.mjs";

const LEAST_MAJOR = 24;

/**
 * @param {string} clone
 * @returns {string}
 */
export function findNode(clone) {
  const packaged = join(clone, "node_modules/.bin/node");
  return existsSync(packaged) || Number(process.versions.node.split(".")[0]) < LEAST_MAJOR
    ? packaged
    : process.execPath;
}

/** @type {import("./run-steps.mjs").Step} */
export const nodeStep = {
  name: "Node.js",
  isDone: ({ clone }) => existsSync(findNode(clone)),
  run() {
    throw new SetupFailure(
      `There is no packaged Node.js ${LEAST_MAJOR} for this system (${process.platform} ${process.arch}).`,
      `Install Node.js ${LEAST_MAJOR} or newer (https://nodejs.org) and start again with it; this is ${process.version}.`,
    );
  },
};
