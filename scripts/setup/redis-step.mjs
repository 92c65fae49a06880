// Redis, for the tests of several server processes. (The product needs it only when it runs as several processes.)
import { installDebianPackages, isDebian } from "./debian-packages.mjs";
import { findProgram } from "./find-program.mjs";
import { SetupFailure } from "./setup-failure.mjs";

/** @type {import("./run-steps.mjs").Step} */
export const redisStep = {
  name: "Redis",
  isDone: ({ env }) => findProgram(["redis-server"], env.PATH) !== undefined,
  async run(context) {
    if (!isDebian()) {
      throw new SetupFailure(
        "The tests need Redis, and there is no redis-server on the PATH.",
        "Install Redis or Valkey with your system's packages (macOS: brew install redis), then start again.",
      );
    }
    await installDebianPackages(["redis-server"], context, "test several server processes");
  },
};
