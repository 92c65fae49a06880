import { describe, expect, it } from "vitest";
import { isInstalled } from "./dependencies-step.mjs";

const wanted = {
  "": { version: "0.1.0" },
  server: { version: "0.1.0" },
  "node_modules/@ensemble/server": { link: true },
  "node_modules/pg": { version: "8.23.1" },
  "node_modules/win32-only": { version: "1.0.0", optional: true },
};

describe("installed packages", () => {
  it("are complete without the packages of other systems", () => {
    expect(isInstalled(wanted, { "node_modules/pg": { version: "8.23.1" } })).toBe(true);
  });

  it("are incomplete when one is missing or has another version", () => {
    expect(isInstalled(wanted, {})).toBe(false);
    expect(isInstalled(wanted, { "node_modules/pg": { version: "8.22.0" } })).toBe(false);
  });

  it("are incomplete when an optional one has another version", () => {
    const installed = { "node_modules/pg": { version: "8.23.1" }, "node_modules/win32-only": { version: "0.9.0" } };
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
