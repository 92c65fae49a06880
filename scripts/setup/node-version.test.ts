import { describe, expect, it } from "vitest";
import { isTooOld } from "./node-version.mjs";

describe("the Node.js that sets up", () => {
  it.each([
    ["18.20.8", true],
    ["20.11.1", true],
    ["20.12.0", false],
    ["22.0.0", false],
    ["24.21.0", false],
  ])("%s is too old: %s", (version, tooOld) => {
    expect(isTooOld(version)).toBe(tooOld);
  });
});
