// Which packages ship with Ensemble, and under which licences they come.

/**
 * What the product may ship with. An expression such as "(MIT OR CC0-1.0)" is allowed when its parts are.
 */
export const ALLOWED_LICENCES = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
  "Unlicense",
]);

/** Packages outside that list, each with the reason why it may be there. */
export const EXCEPTIONS = new Map([
  ["chownr", "BlueOak-1.0.0, permissive; unpacks mediasoup's worker at set-up, never loaded by the server"],
  ["minipass", "BlueOak-1.0.0, permissive; unpacks mediasoup's worker at set-up, never loaded by the server"],
  ["tar", "BlueOak-1.0.0, permissive; unpacks mediasoup's worker at set-up, never loaded by the server"],
  ["yallist", "BlueOak-1.0.0, permissive; unpacks mediasoup's worker at set-up, never loaded by the server"],
]);

/** @typedef {{ name: string, version: string, licence: string | undefined, path: string }} ShippedPackage */

/**
 * Everything the lock file installs for production, for all systems, by name.
 * @param {Record<string, { version?: string, license?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, link?: boolean, optionalDependencies?: Record<string, string> }>} packages
 * @returns {ShippedPackage[]}
 */
export function findShippedPackages(packages) {
  const ofTools = findPartsOfTools(packages);
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes("node_modules/") && !entry.link && !isTool(entry) && !ofTools.has(path))
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      version: entry.version ?? "",
      licence: entry.license,
      path,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.version.localeCompare(b.version, "en"));
}

/** A tool that some package may use if it is there has optional parts for each system, which npm does not mark as tools. */
function findPartsOfTools(packages) {
  const parts = (wanted) =>
    Object.values(packages)
      .filter(wanted)
      .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
      .map((name) => `node_modules/${name}`);
  const ofProducts = new Set(parts((entry) => !isTool(entry)));
  return new Set(parts(isTool).filter((path) => packages[path]?.optional && !ofProducts.has(path)));
}

const isTool = (entry) => Boolean(entry.dev || entry.devOptional);

/** @param {string | undefined} licence */
export function isAllowed(licence) {
  const parts = (licence ?? "").replace(/[()]/g, "").split(/\s+(?:and|or)\s+/i);
  return parts.every((part) => ALLOWED_LICENCES.has(part));
}
