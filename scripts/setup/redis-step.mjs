// Redis, for the tests of several server processes. (The product needs it only when it runs as several processes.)
import { installDebianPackages, isDebian } from "./debian-packages.mjs";
import { findProgram } from "./find-program.mjs";
import { SetupFailure } from "./setup-failure.mjs";

/** Valkey takes the same options and answers alike. */
const NAMES = ["redis-server", "valkey-server"];

/** @param {NodeJS.ProcessEnv} env */
export function findRedis(env) {
  return findProgram(NAMES, env.PATH);
}

/** @type {import("./run-steps.mjs").Step} */
export const redisStep = {
  name: "Redis",
  isDone: ({ env }) => findRedis(env) !== undefined,
  async run(context) {
    if (!isDebian()) {
      throw new SetupFailure(
        "The tests need Redis, and there is no redis-server or valkey-server on the PATH.",
        "Install Redis or Valkey with your system's packages (macOS: brew install redis), then start again.",
      );
    }
    await installDebianPackages(["redis-server"], context, "test several server processes");
  },
};
