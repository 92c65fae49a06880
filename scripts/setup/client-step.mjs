// Bundles the client. It is made again when anything it is made from changes.
import { existsSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
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
    const result = await withPlainPath(clone, (path) =>
      runCommand(node, [vite, "build", join(path, "client")], {
        cwd: clone,
        env: { ...env, ENSEMBLE_KEEP_LINKS: path === clone ? "0" : "1" },
      }),
    );
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

/** Vite takes # and ? in a path for parts of an address: a clone below such a folder is built through a link to it. */
async function withPlainPath(clone, build) {
  if (!/[#?]/.test(clone)) return build(clone);
  const directory = await mkdtemp(join(tmpdir(), "ensemble-clone-"));
  try {
    const path = join(directory, "clone");
    await symlink(clone, path);
    return await build(path);
  } finally {
    await rm(directory, { recursive: true });
  }
}
