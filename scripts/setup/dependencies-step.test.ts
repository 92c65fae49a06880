import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dependenciesStep, isInstalled } from "./dependencies-step.mjs";

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

describe("the installation of packages", () => {
  it("brings the tools the set-up needs, whatever the shell says about production", async () => {
    const clone = await mkdtemp(join(tmpdir(), "ensemble-packages-"));
    try {
      const manifest = { name: "clone", version: "1.0.0", devDependencies: { tool: "file:tool" } };
      const packages = {
        "": manifest,
        tool: { version: "1.0.0", dev: true },
        "node_modules/tool": { resolved: "tool", link: true },
      };
      await mkdir(join(clone, "tool"));
      await writeFile(join(clone, "tool/package.json"), JSON.stringify({ name: "tool", version: "1.0.0" }));
      await writeFile(join(clone, "package.json"), JSON.stringify(manifest));
      await writeFile(join(clone, "package-lock.json"), JSON.stringify({ ...manifest, lockfileVersion: 3, packages }));
      const env = { PATH: process.env.PATH, HOME: clone, NODE_ENV: "production", npm_config_omit: "dev" };
      await dependenciesStep.run({ clone, env, say: () => {}, places: {} as never, node: process.execPath });
      expect(await readdir(join(clone, "node_modules"))).toContain("tool");
    } finally {
      await rm(clone, { recursive: true });
    }
  });
});
