import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";

const MAIN = join(import.meta.dirname, "../src/main.ts");
const PATIENCE = { timeout: 60_000, interval: 20 };

let directory: string;
let child: ChildProcess;
let output: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-end-"));
  await chmod(directory, 0o711);
});
afterEach(async () => {
  child.kill("SIGKILL");
  for (const pid of postmasters()) process.kill(pid, "SIGKILL");
  await rm(directory, { recursive: true, force: true });
});

/** With an embedded database of its own. */
function start(mediaWorker: string, settings: Readonly<Record<string, string>> = {}): ChildProcess {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...env } = process.env;
  child = spawn(process.execPath, [MAIN], {
    env: {
      ...env,
      PORT: "0",
      ENSEMBLE_DATA_DIR: directory,
      ENSEMBLE_POSTGRES_BIN: inject("postgresBinDirectory"),
      ENSEMBLE_DEMO_SESSION: "0",
      COLYSEUS_TRANSPORT: "ws",
      MEDIASOUP_WORKER_BIN: mediaWorker,
      LOG_LEVEL: "info",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text: Buffer) => {
      output += text.toString();
    });
  }
  return child;
}

/** PostgreSQL's main process keeps its cluster's directory as its own. */
function postmasters(): number[] {
  const file = join(directory, "database/cluster/postmaster.pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
  return pid > 0 && existsSync(`/proc/${pid}`) ? [pid] : [];
}

describe("a signal that ends the server", () => {
  it("in the middle of the start takes back what was started, the database too", async () => {
    const worker = join(directory, "worker-that-never-answers");
    const begun = join(directory, "begun");
    await writeFile(worker, `#!/bin/sh\ntouch ${begun}\nexec cat <&3 >/dev/null\n`, { mode: 0o755 });
    const server = start(worker);
    await vi.waitFor(() => expect(existsSync(begun)).toBe(true), PATIENCE);
    expect(postmasters()).toHaveLength(1);
    server.kill("SIGINT");
    const [code] = await once(server, "exit");
    expect([code, postmasters()]).toEqual([0, []]);
    expect(output).not.toContain("Ensemble is running");
    expect(readdirSync(join(directory, "database"))).not.toContain("owner.json");
  });

  it("does not wait for a Redis that is silent", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const asked = once(silent, "connection") as Promise<[Socket]>;
    const server = start(inject("mediaWorker"), { REDIS_URL: `redis://127.0.0.1:${port}` });
    const [socket] = await asked;
    server.kill("SIGINT");
    const [code] = await once(server, "exit");
    expect([code, output]).toEqual([0, ""]);
    socket.destroy();
    silent.close();
  });

  it("after the start ends everything without a warning, however often it comes", async () => {
    const server = start(inject("mediaWorker"));
    await vi.waitFor(() => expect(output).toContain("Ctrl-C ends everything"), PATIENCE);
    server.kill("SIGTERM");
    server.kill("SIGINT");
    const [code] = await once(server, "exit");
    expect([code, postmasters()]).toEqual([0, []]);
    const levels = [...output.matchAll(/^\{"level":(\d+)/gm)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level >= 40)).toEqual([]);
  });
});
