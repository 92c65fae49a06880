// Reads the clone's .env, if there is one, before anything else looks at the environment. A Node.js too old to do so is
// refused by what comes next, in words.
import { existsSync } from "node:fs";
import { join } from "node:path";

/** What stands in the environment already is left as it is. @param {string} clone */
export function loadSettings(clone) {
  const file = join(clone, ".env");
  if (existsSync(file) && process.loadEnvFile) process.loadEnvFile(file);
}
