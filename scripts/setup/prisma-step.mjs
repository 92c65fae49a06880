// The typed database client is generated from the schema, not committed. It is generated with an engine that comes
// with the packages, so that no download is needed.
import { join } from "node:path";
import { hashContent } from "./content-hash.mjs";
import { matchesRecord, record } from "./recorded-hash.mjs";
import { endOf, runCommand } from "./run-command.mjs";
import { SetupFailure } from "./setup-failure.mjs";

const SOURCES = ["server/prisma/schema.prisma", "server/prisma.config.ts", "scripts/prisma", "server/package.json"];
const RESULT = "server/src/platform/generated/prisma";

/** @type {import("./run-steps.mjs").Step} */
export const prismaStep = {
  name: "Database client",
  isDone: async ({ clone }) => matchesRecord(join(clone, RESULT, ".made-from"), await hashContent(clone, SOURCES)),
  async run({ clone, node, env }) {
    const hash = await hashContent(clone, SOURCES);
    const command = join(clone, "node_modules/prisma/build/index.js");
    const result = await runCommand(node, [command, "generate"], {
      cwd: join(clone, "server"),
      env: { ...env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    });
    if (!result.ok) {
      throw new SetupFailure(
        "The database client could not be generated.",
        "If you changed server/prisma/schema.prisma, correct what is named above; else remove node_modules and start again.",
        endOf(result.output),
      );
    }
    await record(join(clone, RESULT, ".made-from"), hash);
  },
};
