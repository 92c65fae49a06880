// Bundles the client. It is made again when anything it is made from changes.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashContent } from "./content-hash.mjs";
import { matchesRecord, record } from "./recorded-hash.mjs";
import { endOf, runCommand } from "./run-command.mjs";
import { SetupFailure } from "./setup-failure.mjs";

const SOURCES = [
  "package-lock.json",
  "tsconfig.base.json",
  "client/package.json",
  "client/index.html",
  "client/vite.config.ts",
  "client/tsconfig.json",
  "client/public",
  "client/src",
  "shared/src",
  "assets",
];

/** @type {import("./run-steps.mjs").Step} */
export const clientStep = {
  name: "Client",
  isDone: async ({ clone }) =>
    existsSync(join(clone, "client/dist/index.html")) &&
    (await matchesRecord(join(clone, "client/dist/.made-from"), await hashContent(clone, SOURCES))),
  async run({ clone, node, env }) {
    const hash = await hashContent(clone, SOURCES);
    const vite = join(clone, "node_modules/vite/bin/vite.js");
    const result = await runCommand(node, [vite, "build"], { cwd: join(clone, "client"), env });
    if (!result.ok) {
      throw new SetupFailure(
        "The client could not be built.",
        "The reason stands above. If you changed nothing in client, shared or assets: remove node_modules and start again.",
        endOf(result.output, 30),
      );
    }
    await record(join(clone, "client/dist/.made-from"), hash);
  },
};
