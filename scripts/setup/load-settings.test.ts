import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const MODULE = new URL("./load-settings.mjs", import.meta.url).href;
let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), "ensemble-settings-"));
  await writeFile(join(clone, ".env"), "PORT=1\nHOST=example\n");
});
afterEach(() => rm(clone, { recursive: true, force: true }));

const load = `(await import(${JSON.stringify(MODULE)})).loadSettings(process.argv[1]);`;
const run = (code: string, env: Record<string, string> = {}) =>
  execFileSync(process.execPath, ["--input-type=module", "-e", code, clone], { env, encoding: "utf8" });

describe("the settings of a clone", () => {
  it("are read from .env, except what stands in the environment", () => {
    expect(run(`${load} process.stdout.write(process.env.PORT + process.env.HOST);`, { PORT: "2" })).toBe("2example");
  });

  it("that cannot be read are named, with what to do", async () => {
    await rm(join(clone, ".env"));
    await mkdir(join(clone, ".env"));
    const args = ["--input-type=module", "-e", load, clone];
    const { status, stderr } = spawnSync(process.execPath, args, { env: {}, encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringContaining(`The settings in ${clone}/.env cannot be read`)]);
    expect(stderr).not.toContain("    at ");
  });

  it("give tests the places of programs, and nothing of this machine's server", async () => {
    const lines = ["ENSEMBLE_CHROMIUM=/chromium", "ENSEMBLE_CACHE_DIR=/cache", "HOST=clinic", "DATABASE_URL=clinic"];
    await writeFile(join(clone, ".env"), lines.join("\n"));
    const code = `(await import(${JSON.stringify(MODULE)})).loadProgramSettings(process.argv[1]);
      console.log(JSON.stringify(process.env));`;
    const env = { ENSEMBLE_CACHE_DIR: "/given", PORT: "2" };
    expect(JSON.parse(run(code, env))).toEqual({ ...env, ENSEMBLE_CHROMIUM: "/chromium" });
  });

  it("are left to a Node.js that can read them: an older one is refused in words, before anything else", () => {
    const prepare = new URL("./prepare.mjs", import.meta.url).href;
    const old = `delete process.loadEnvFile; Object.defineProperty(process, "versions", { value: { node: "20.11.1" } });`;
    const code = `${old} ${load} await (await import(${JSON.stringify(prepare)})).prepare([]);`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code, clone], {
      env: {},
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/too old.*\n.*20\.12/)]);
    expect(stderr).not.toContain("TypeError");
  });
});
