import { expect, it } from "vitest";
import { isMissingPart, mayReloadByItself } from "./missing-part-rules.ts";

it.each([
  "Failed to fetch dynamically imported module: https://clinic/assets/call-B1x.js",
  "error loading dynamically imported module: https://clinic/assets/call-B1x.js",
  "Importing a module script failed.",
  "Unable to preload CSS for /assets/call-B1x.css",
])("knows a part that is gone: %s", (words) => {
  expect(isMissingPart(new TypeError(words))).toBe(true);
  expect(isMissingPart(new Error("a page could not be loaded", { cause: new TypeError(words) }))).toBe(true);
});

it("does not take a fault of the page itself for one", () => {
  expect(isMissingPart(new TypeError("undefined is not a function"))).toBe(false);
  expect(isMissingPart("Failed to fetch dynamically imported module")).toBe(false);
});

it("loads the page again once, never in a class", () => {
  expect(mayReloadByItself({ inClass: false, lastMs: undefined, nowMs: 1_000 })).toBe(true);
  expect(mayReloadByItself({ inClass: false, lastMs: 1_000, nowMs: 11_000 })).toBe(false);
  expect(mayReloadByItself({ inClass: false, lastMs: 1_000, nowMs: 601_000 })).toBe(true);
  expect(mayReloadByItself({ inClass: true, lastMs: undefined, nowMs: 1_000 })).toBe(false);
});
