// Which Node.js the set-up itself needs. Used before everything else, so it may use nothing that an older one lacks.
/** The first that reads a .env file. */
export const LEAST_NODE = "20.12";

/** @param {string} version such as 20.11.1 */
export function isTooOld(version) {
  const [major, minor] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE.split(".").map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
