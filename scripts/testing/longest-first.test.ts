import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LONGEST, sortLongestFirst } from "./longest-first.ts";

const CLONE = join(import.meta.dirname, "../..");
const at = (path: string) => ({ moduleId: join(CLONE, path) });

it("names each file once, and none that is not there", () => {
  expect(LONGEST.filter((path) => !existsSync(join(CLONE, path)))).toEqual([]);
  expect(new Set(LONGEST).size).toBe(LONGEST.length);
});

it("begins with the longest, and leaves all others in their order", () => {
  const [longest = "", next = ""] = LONGEST;
  const sorted = sortLongestFirst([at("shared/src/b.test.ts"), at(next), at("shared/src/a.test.ts"), at(longest)]);
  expect(sorted).toEqual([at(longest), at(next), at("shared/src/b.test.ts"), at("shared/src/a.test.ts")]);
});
