// Fills the gaps that npm leaves in package-lock.json where the registry mirrors only some systems. Run it after adding
// a package: node scripts/lock-file/complete-lock-file.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { findMissingOptional } from "./missing-optional.mjs";

const file = new URL("../../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = findMissingOptional(lock.packages);
// The root ("") first, then by path, as npm sorts them.
const sorted = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, "en"));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${Object.keys(missing).length} entries added`);
