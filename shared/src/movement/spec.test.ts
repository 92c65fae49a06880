import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CENTRAL_MOTIONS, SIDED_MOTIONS } from "./motion.ts";

const FOLDER = import.meta.dirname;
const RULE = /\[([A-Z]+[0-9]+)\]/;

const SPEC = readFileSync(join(FOLDER, "SPEC.md"), "utf8");

const rules = [...SPEC.matchAll(/^- \*\*\[([A-Z]+[0-9]+)\]\*\*/gm)].map(([, id]) => id!);
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

  it("defines every angle that is read: landmarks, zero, sign and source", () => {
    const rows = [...SPEC.matchAll(/^\| `(\w+)` \|(.+)\|$/gm)];
    expect(rows.map(([, angle]) => angle)).toEqual([...SIDED_MOTIONS, ...CENTRAL_MOTIONS]);
    for (const [, angle, cells] of rows) {
      const said = cells!.split("|").map((cell) => cell.trim());
      expect(said.length, angle).toBe(4);
      expect(said, angle).not.toContain("");
      expect(said[3], angle).toMatch(/\b(W1|W2|P)\b/);
    }
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
