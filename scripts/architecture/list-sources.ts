// All files of the repository that people write, with their text; without what is installed or generated.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const LEFT_OUT = new Set(["node_modules", "dist", "generated", "coverage", "test-results", ".git", ".cache"]);
const TEXT = /\.(ts|tsx|mjs|cjs|css|html|json|md|sh|sql|prisma|yml|yaml|h)$/;

export interface Source {
  /** Relative to the clone, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export function listSources(clone: string): Source[] {
  return listFiles(clone)
    .filter((path) => TEXT.test(path))
    .map((path) => ({ path: relative(clone, path), text: readFileSync(path, "utf8") }));
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.isFile() ? [path] : [];
  });
}
