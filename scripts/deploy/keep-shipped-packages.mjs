// Leaves in node_modules only what ships, which is what THIRD-PARTY-NOTICES.md names and the licence test checks:
// `npm prune` would keep the command line of Prisma with all it brings. For images, after the set-up.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findShippedPackages } from "../licences/production-packages.mjs";

const clone = join(import.meta.dirname, "../..");
const { packages } = JSON.parse(readFileSync(join(clone, "package-lock.json"), "utf8"));
const shipped = new Set(findShippedPackages(packages).map(({ path }) => path));
const removed = Object.entries(packages)
  .filter(([path, entry]) => path.includes("node_modules/") && !entry.link && !shipped.has(path))
  .map(([path]) => path);
for (const path of removed) {
  // A package that ships may lie inside one that does not; it would have been installed elsewhere, so say so.
  const inside = [...shipped].find((other) => other.startsWith(`${path}/`));
  if (inside) throw new Error(`${inside} ships, but lies in ${path}, which does not`);
  rmSync(join(clone, path), { recursive: true, force: true });
}
console.log(`${shipped.size} packages kept, ${removed.length} others removed`);
