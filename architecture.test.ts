// What holds the parts apart: import rules, conventions, documents and texts that must stay true as the code grows.
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findNamedFiles, findNamedPaths } from "./scripts/architecture/document-paths.ts";
import { IMPORT_RULES } from "./scripts/architecture/import-rules.ts";
import { listSources } from "./scripts/architecture/list-sources.ts";
import { readImports } from "./scripts/architecture/read-imports.ts";
import { SOURCE_LINTS } from "./scripts/architecture/source-lints.ts";
import { findMissingOptional } from "./scripts/lock-file/missing-optional.mjs";

const CLONE = import.meta.dirname;
const FOLDERS = ["shared/src", "server/src", "media/src", "client/src"];
const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "deploy/README.md",
  "docs/accuracy.md",
  "docs/media.md",
  "docs/recordings.md",
  "docs/review.md",
  "assets/clinical/README.md",
  "assets/exercises/README.md",
  "assets/protocols/README.md",
];
const MOST_LINES_OF_ARCHITECTURE = 250;
const sources = listSources(CLONE);
const textOf = (path: string) => sources.find((source) => source.path === path)?.text ?? "";

describe("imports", () => {
  it("keep to the rules", async () => {
    const { modules, breaches } = await readImports(CLONE, FOLDERS, IMPORT_RULES);
    const written = sources.filter(
      ({ path }) => FOLDERS.some((folder) => path.startsWith(folder)) && /\.tsx?$/.test(path),
    );
    expect(modules.length, "modules read").toBeGreaterThanOrEqual(written.length);
    expect(breaches).toEqual([]);
  });

  it("of packages, of other workspaces and of types are all seen", async () => {
    const { breaches } = await readImports(
      CLONE,
      ["server/src/platform", "shared/src/protocol"],
      [
        { name: "package", from: { path: "open-database\\.ts$" }, to: { path: "node_modules/pg/" } },
        { name: "type", from: { path: "migrate\\.ts$" }, to: { path: "node_modules/(@types/)?pg/" } },
        { name: "file", from: { path: "exercise-file\\.ts$" }, to: { path: "^shared/src/exercise/" } },
      ],
    );
    expect(new Set(breaches.map((breach) => breach.split(":")[0]))).toEqual(new Set(["package", "type", "file"]));
  });
});

describe("conventions", () => {
  for (const lint of SOURCE_LINTS) {
    it(lint.name, () => {
      const read = sources.filter(({ path }) => lint.applies(path));
      expect(read.length, "files read").toBeGreaterThan(0);
      const offences = read.flatMap((source) =>
        lint.findOffences(source).map((offence) => `${source.path}: ${offence}`),
      );
      expect(offences).toEqual([]);
    });
  }
});

describe("documents", () => {
  it.each(DOCUMENTS)("%s names only paths that exist", (document) => {
    const paths = findNamedPaths(textOf(document), new Set(readdirSync(CLONE)));
    expect(paths.length, "paths read").toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(CLONE, path)))).toEqual([]);
    const names = new Set(sources.map(({ path }) => basename(path)));
    expect(findNamedFiles(textOf(document)).filter((file) => !names.has(file))).toEqual([]);
  });

  it("draw a map of folders that exist", () => {
    const folders = findNamedPaths(textOf("ARCHITECTURE.md"), new Set(readdirSync(CLONE)));
    expect(folders).toEqual(expect.arrayContaining(["server/src/rooms/", "client/src/call/", "deploy/"]));
  });

  it("say how it is built in no more than can be read at one sitting", () => {
    expect(textOf("ARCHITECTURE.md").split("\n").length).toBeLessThanOrEqual(MOST_LINES_OF_ARCHITECTURE);
  });
});

describe("texts", () => {
  const areas = readdirSync(join(CLONE, "assets/locales/en")).sort();

  it("exist for the same areas in English and German", () => {
    expect(readdirSync(join(CLONE, "assets/locales/de")).sort()).toEqual(areas);
  });

  it.each(areas)("of %s have the same keys in English and German", (area) => {
    const keysOf = (language: string) => listKeys(JSON.parse(textOf(`assets/locales/${language}/${area}`))).sort();
    expect(keysOf("en").length).toBeGreaterThan(0);
    expect(keysOf("de")).toEqual(keysOf("en"));
  });
});

describe("the lock file", () => {
  const lock = JSON.parse(textOf("package-lock.json"));

  it("has the packages of every system (else run scripts/lock-file/complete-lock-file.mjs)", () => {
    expect(Object.keys(findMissingOptional(lock.packages))).toEqual([]);
  });

  it("names no registry", () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved":"http');
  });
});

function listKeys(texts: Record<string, unknown>, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? listKeys(value as Record<string, unknown>, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}
