import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXCEPTIONS, findShippedPackages, isAllowed } from "./production-packages.mjs";

const CLONE = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(CLONE, path), "utf8");
const shipped = findShippedPackages(JSON.parse(read("package-lock.json")).packages);

/** Where the lock file is silent, the installed package's own manifest or licence file speaks. */
function licenceOf({ path, licence }: { path: string; licence: string | undefined }): string | undefined {
  if (licence) return licence;
  const { license, licenses } = JSON.parse(read(`${path}/package.json`));
  if (license ?? licenses) return license ?? licenses[0].type;
  return /Permission is hereby granted, free of charge/.test(read(`${path}/LICENSE`)) ? "MIT" : undefined;
}

describe("what ships", () => {
  it("comes under licences that allow it", () => {
    expect(shipped.length).toBeGreaterThan(100);
    const refused = shipped.filter((one) => !EXCEPTIONS.has(one.name) && !isAllowed(licenceOf(one)));
    expect(refused.map((one) => `${one.name} ${one.version}: ${licenceOf(one)}`)).toEqual([]);
  });

  it("has no exception that is not needed", () => {
    const needed = new Set(shipped.filter((one) => !isAllowed(licenceOf(one))).map((one) => one.name));
    expect([...EXCEPTIONS.keys()].filter((name) => !needed.has(name))).toEqual([]);
  });

  it("is named in THIRD-PARTY-NOTICES.md (else run scripts/third-party-notices.mjs)", () => {
    const notices = read("THIRD-PARTY-NOTICES.md");
    expect(shipped.filter(({ name, version }) => !notices.includes(`- ${name} ${version} (`))).toEqual([]);
  });

  it("has its licence's text there, each package", () => {
    const parts = read("THIRD-PARTY-NOTICES.md").split(/^### (?=.*\n\n```text\n\S)/m);
    const named = new Set(parts.slice(1).flatMap((part) => part.slice(0, part.indexOf("\n")).split(", ")));
    expect(shipped.filter(({ name }) => !named.has(name))).toEqual([]);
  });

  it("has a tool's parts for other systems not among it, and a product's", () => {
    const part = { version: "1.0.0", optional: true };
    const found = findShippedPackages({
      "node_modules/compiler": { devOptional: true, optionalDependencies: { "compiler-x64": "1.0.0" } },
      "node_modules/compiler-x64": part,
      server: { optionalDependencies: { "database-x64": "1.0.0" } },
      "node_modules/database-x64": part,
    });
    expect(found.map(({ name }) => name)).toEqual(["database-x64"]);
  });
});

describe("a licence expression", () => {
  it.each([
    ["MIT", true],
    ["(MIT OR CC0-1.0)", true],
    ["MIT and ISC", true],
    ["(MIT AND GPL-3.0)", false],
    ["AGPL-3.0-only", false],
    [undefined, false],
  ])("%s is allowed: %s", (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });
});
