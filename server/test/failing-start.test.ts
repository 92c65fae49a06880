// Every start that fails says which setting is wrong and what to do.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";

const MAIN = join(import.meta.dirname, "../src/main.ts");
const NO_SERVER = "postgresql://ensemble:secret@127.0.0.1:1/ensemble";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-fail-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** Its exit code and last words. */
async function start(settings: Readonly<Record<string, string>>): Promise<[number | null, string]> {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...env,
      PORT: "0",
      ENSEMBLE_DATA_DIR: directory,
      ENSEMBLE_DEMO_SESSION: "0",
      MEDIASOUP_WORKER_BIN: inject("mediaWorker"),
      ...settings,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr.on("data", (text: Buffer) => {
    words += text.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  return [code, words];
}

describe("a start that fails", () => {
  it.each([
    ["cannot be reached", NO_SERVER, "connect ECONNREFUSED 127.0.0.1:1"],
    ["has no address", "postgresql://ensemble:se/cret@127.0.0.1:5432/ensemble", "Invalid URL"],
  ])("because the database %s names DATABASE_URL, and keeps the password to itself", async (_what, url, reason) => {
    const [code, words] = await start({ DATABASE_URL: url });
    expect([code, words]).toEqual([1, expect.stringContaining(`DATABASE_URL names cannot be used: ${reason}`)]);
    expect(words).not.toMatch(/secret|se\/cret/);
  });

  it.each([
    ["cannot be reached", "redis://ensemble:secret@127.0.0.1:1", "connect ECONNREFUSED 127.0.0.1:1"],
    ["has no address", "redis://ensemble:secret@127.0.0.1:seven", "Invalid URL"],
  ])("because the Redis %s names REDIS_URL, and keeps the password to itself", async (_what, url, reason) => {
    const [code, words] = await start({ REDIS_URL: url, DATABASE_URL: NO_SERVER });
    expect([code, words]).toEqual([1, expect.stringContaining(`REDIS_URL names cannot be used: ${reason}`)]);
    expect(words).not.toContain("secret");
  });

  it.each([
    ["ENSEMBLE_DATA_DIR", "/dev/null/data"],
    ["ENSEMBLE_KEYS_FILE", "/dev/null/keys.json"],
  ])("because the place of the keys cannot be used names %s", async (setting, place) => {
    const [code, words] = await start({ [setting]: place, DATABASE_URL: NO_SERVER });
    expect([code, words]).toEqual([1, expect.stringMatching(/keys .*ENOTDIR/)]);
    expect(words).toContain(`${setting} (${place}) must be a place`);
  });

  it.each(["", "nonsense"])("because the certificate is none but '%s' names its settings", async (text) => {
    const file = join(directory, "none.pem");
    await writeFile(file, text);
    const settings = { TLS_CERTIFICATE_FILE: file, TLS_KEY_FILE: file, DATABASE_URL: NO_SERVER };
    const [code, words] = await start(settings);
    expect([code, words]).toEqual([1, expect.stringContaining("TLS_CERTIFICATE_FILE and TLS_KEY_FILE must name")]);
  });

  it("because the port is taken says how to take another", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    try {
      const [code, words] = await start({ PORT: String(port), HOST: "127.0.0.1" });
      expect([code, words]).toEqual([1, expect.stringContaining(`take another port: PORT=${port + 1} npm start`)]);
    } finally {
      other.close();
    }
  });
});
