import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const FOLDER = import.meta.dirname;
const RULE = /\[([A-Z]+[0-9]+)\]/;

const rules = [...readFileSync(join(FOLDER, "SPEC.md"), "utf8").matchAll(/^- \*\*\[([A-Z]+[0-9]+)\]\*\*/gm)].map(
  ([, id]) => id!,
);
const mentioned = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".test.ts") && name !== "spec.test.ts")
  .flatMap((name) =>
    [...readFileSync(join(FOLDER, name), "utf8").matchAll(/["`]\[([A-Z]+[0-9]+)\] /g)].map(([, id]) => id!),
  );

describe("SPEC.md", () => {
  it("numbers each rule once", () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(new Set(rules).size).toBe(rules.length);
  });

  it("has a test for every rule", () => {
    expect(rules.filter((rule) => !mentioned.includes(rule))).toEqual([]);
  });

  it("has a rule for every numbered test", () => {
    expect(mentioned.length).toBeGreaterThan(rules.length / 2);
    expect(mentioned.filter((id) => !rules.includes(id))).toEqual([]);
  });

  it("numbers every test beside it", () => {
    const unnumbered = readdirSync(FOLDER)
      .filter((name) => name.endsWith(".test.ts") && name !== "spec.test.ts")
      .flatMap((name) => {
        const text = readFileSync(join(FOLDER, name), "utf8");
        const strings = [...text.matchAll(/^\s*it\(\s*["`]([^"`]+)/gm)].map(([, title]) => title!);
        return strings.filter((title) => !RULE.test(title)).map((title) => `${name}: ${title}`);
      });
    expect(unnumbered).toEqual([]);
  });
});
