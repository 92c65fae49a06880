// Every key that the pages ask for has words in every language, and every refusal can be said. Keys made at run time are checked by their beginning.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REFUSALS } from "@ensemble/shared/protocol/refusal-codes.ts";
import { describe, expect, it } from "vitest";

const SOURCE = join(import.meta.dirname, "..");
const LOCALES = join(import.meta.dirname, "../../../assets/locales");
const PLURAL = /_(zero|one|two|few|many|other)$/;

function keysOf(value: unknown, prefix: string): string[] {
  if (typeof value === "string") return [prefix];
  return Object.entries(value as object).flatMap(([key, child]) => keysOf(child, `${prefix}.${key}`));
}

function wordsOf(language: string): Set<string> {
  const keys = readdirSync(join(LOCALES, language)).flatMap((file) =>
    keysOf(JSON.parse(readFileSync(join(LOCALES, language, file), "utf8")), file.replace(/\.json$/, "")),
  );
  return new Set(keys.flatMap((key) => [key, key.replace(PLURAL, "")]));
}

const AREAS = readdirSync(join(LOCALES, "en")).map((file) => file.replace(/\.json$/, ""));
/** `area.something` in quotes or backticks, up to the first hole of a template. */
const KEY = new RegExp(`["\`]((?:${AREAS.join("|")})\\.[A-Za-z0-9_./]*)(\\$\\{)?`, "g");

/** Comments speak of keys without asking for them. */
function codeOf(path: string): string {
  const lines = readFileSync(join(SOURCE, path), "utf8").split("\n");
  return lines.filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line)).join("\n");
}

const asked = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
  .flatMap((path) =>
    [...codeOf(path).matchAll(KEY)].map((match) => ({
      path,
      key: match[1] as string,
      open: match[2] !== undefined || match[1]?.endsWith("."),
    })),
  )
  .filter(({ key }) => !/\.(ts|tsx|css|js)$/.test(key));

describe.each(readdirSync(LOCALES))("in %s", (language) => {
  const words = wordsOf(language);

  it("has words for every key the pages ask for", () => {
    expect(asked.length).toBeGreaterThan(200);
    const missing = asked
      .filter(({ key, open }) => (open ? ![...words].some((each) => each.startsWith(key)) : !words.has(key)))
      .map(({ path, key }) => `${path}: ${key}`);
    expect(missing).toEqual([]);
  });

  it("can say every refusal", () => {
    for (const code of [...Object.keys(REFUSALS), "network", "unexpected"]) expect(words).toContain(`refusals.${code}`);
  });
});
