import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { expect, it } from "vitest";

/** What was agreed to, by version. A text that says something else is a new version, with a line of its own here. */
const AGREED: Readonly<Record<number, string>> = { 2: "cfe9527ff7e72cab", 3: "41b9e293e7447a79" };

it("has a version of its own for what is estimated, stored and seen, so that nobody has agreed to a text they did not see", () => {
  const texts = ["en", "de"].map((language) => {
    const file = new URL(`../../../../assets/locales/${language}/lobby.json`, import.meta.url);
    const { estimated, stored, seen, not } = JSON.parse(readFileSync(file, "utf8")).agreement;
    return [estimated, stored, seen, not];
  });
  const print = createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
  expect(print).toBe(AGREED[AGREEMENT_VERSION]);
});
