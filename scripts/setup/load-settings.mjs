// Reads the clone's .env, if there is one, before anything else looks at the environment. A Node.js too old to do so is
// refused by what comes next, in words.
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where programs are. */
const OF_PROGRAMS = new Set([
  "ENSEMBLE_CACHE_DIR",
  "ENSEMBLE_POSTGRES_BIN",
  "ENSEMBLE_MODELS_DIR",
  "MEDIASOUP_WORKER_BIN",
  "ENSEMBLE_CHROMIUM",
]);

/** What stands in the environment already is left as it is. @param {string} clone */
export function loadSettings(clone) {
  const file = join(clone, ".env");
  if (!existsSync(file) || !process.loadEnvFile) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    process.stderr.write(
      `The settings in ${file} cannot be read (${error.code}).\nStart as the user to whom the file belongs, or let this one read it.\n`,
    );
    process.exit(1);
  }
}

/** For tests: where programs are, and nothing of this machine's server, its database and address least. @param {string} clone */
export function loadProgramSettings(clone) {
  const given = new Set(Object.keys(process.env));
  loadSettings(clone);
  for (const name of Object.keys(process.env)) {
    if (!given.has(name) && !OF_PROGRAMS.has(name)) delete process.env[name];
  }
}
