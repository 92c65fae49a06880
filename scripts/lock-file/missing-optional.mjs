// `npm ci` refuses a lock file that lacks a package for another system, and a registry that mirrors only some systems
// makes npm write such a lock file. This finds the gaps and says what belongs there.

/** @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockEntry */

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/**
 * Entries to add, by their path in the lock file. Only exact versions can be filled in.
 * @param {Record<string, LockEntry>} packages the lock file's `packages`
 * @returns {Record<string, LockEntry>}
 */
export function findMissingOptional(packages) {
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isResolved(packages, path, name)) missing[`node_modules/${name}`] = describeOptional(name, version);
    }
  }
  return missing;
}

/** Node looks in the package's own node_modules, then in those of its parents. */
function isResolved(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))) {
    if (packages[`${place ? `${place}/` : ""}node_modules/${name}`]) return true;
    if (!place) return false;
  }
}

/** Such packages are named after their system ("…-linux-arm64-musl"); npm skips what does not fit the machine. */
function describeOptional(name, version) {
  const words = name.split("/").at(-1).split("-");
  const system = SYSTEMS.find((candidate) => words.includes(candidate));
  const processor = PROCESSORS.find((candidate) => words.includes(candidate));
  if (!system || !processor || !/^\d/.test(version)) {
    throw new Error(
      `cannot tell the system of the optional package ${name}@${version}: add it to package-lock.json by hand`,
    );
  }
  const musl = words.some((word) => word.startsWith("musl"));
  const gnu = words.some((word) => word.startsWith("gnu"));
  const libc = musl ? { libc: ["musl"] } : gnu ? { libc: ["glibc"] } : {};
  return { version, cpu: [processor], ...libc, optional: true, os: [system] };
}
