import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import type { DemonstrationReport } from "../src/demo/run-demonstration.ts";
import { startTestServer } from "./support/test-server.ts";

const COMMAND = join(import.meta.dirname, "../src/demo/demo-command.ts");
const PATIENCE = { timeout: 60_000, interval: 20 };
/** A clinic's server on the same machine: whoever used any of it would fail. */
const CLINIC = {
  PORT: "1",
  HOST: "192.0.2.1",
  PUBLIC_URL: "https://rehab.example.invalid",
  DATABASE_URL: "postgresql://nobody@127.0.0.1:1/clinic",
  REDIS_URL: "redis://127.0.0.1:1",
  TLS_CERTIFICATE_FILE: "/nowhere/certificate.pem",
  TLS_KEY_FILE: "/nowhere/key.pem",
  ENSEMBLE_DATA_DIR: "/nowhere/data",
};

/** Where the command makes its directories. */
let temporary: string;
let child: ChildProcess;
let said: { stdout: string; stderr: string };

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), "ensemble-"));
  await chmod(temporary, 0o711);
});
afterEach(async () => {
  child.kill("SIGKILL");
  for (const pid of processesBelow(temporary)) process.kill(pid, "SIGKILL");
  await rm(temporary, { recursive: true, force: true });
});

function demonstrate(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  child = spawn(process.execPath, [COMMAND, ...args], {
    env: {
      ...process.env,
      ...CLINIC,
      ENSEMBLE_POSTGRES_BIN: inject("postgresBinDirectory"),
      MEDIASOUP_WORKER_BIN: inject("mediaWorker"),
      COLYSEUS_TRANSPORT: "ws",
      TMPDIR: temporary,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.on("data", (text: Buffer) => {
      said[name] += text.toString();
    });
  }
  return child;
}

function processesBelow(directory: string): number[] {
  const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(directory)).map((line) => Number.parseInt(line, 10));
}

async function left(): Promise<{ processes: number[]; directories: string[] }> {
  const directories = (await readdir(temporary)).filter((name) => name.startsWith("ensemble-demo-"));
  return { processes: processesBelow(temporary), directories };
}

describe("npm run demo", () => {
  it("prints one line of JSON, whatever is logged, and leaves nothing behind", async () => {
    const worker = join(temporary, "talking-worker");
    await writeFile(worker, `#!/bin/sh\necho trouble >&2\nexec ${inject("mediaWorker")} "$@"\n`, { mode: 0o755 });
    const command = demonstrate(["--patients", "2", "--minutes", "0"], {
      MEDIASOUP_WORKER_BIN: worker,
      LOG_LEVEL: "warn",
    });
    const [code] = await once(command, "close");
    expect([code, said.stderr]).toEqual([0, expect.stringContaining("trouble")]);
    const lines = said.stdout.split("\n");
    expect([lines.length, lines[1]]).toEqual([2, ""]);
    const report = JSON.parse(lines[0] ?? "");
    expect(report).toEqual({
      sessions: [
        {
          patients: [
            { name: "Ana (simulated)", performed: 0, counted: 0 },
            { name: "Bruno (simulated)", performed: 0, counted: 0 },
          ],
        },
      ],
      framesSent: expect.any(Number),
      framesAcknowledged: report.framesSent,
      frameToRepetitionMs: { p50: null, p95: null, p99: null },
      bytesIn: expect.any(Number),
      bytesOut: expect.any(Number),
      refusals: 0,
    });
    expect(report.framesSent).toBeGreaterThan(0);
    expect(await left()).toEqual({ processes: [], directories: [] });
  });

  it("counts in every class of a running server what everybody performed, and says how fast", {
    timeout: 180_000,
  }, async () => {
    const server = await startTestServer();
    try {
      // A set that has begun is led to its end: one in each class.
      const asked = [
        "--url",
        server.url,
        "--rooms",
        "2",
        "--patients",
        "2",
        "--minutes",
        "0.2",
        "--haste",
        "1.7",
        "--json",
      ];
      const [code] = await once(demonstrate(asked), "close");
      expect([code, said.stderr]).toEqual([0, ""]);
      const report = JSON.parse(said.stdout) as DemonstrationReport;
      expect(report.sessions.map(({ patients }) => patients.length)).toEqual([2, 2]);
      for (const { performed, counted } of report.sessions.flatMap(({ patients }) => patients)) {
        expect(performed).toBeGreaterThan(0);
        expect(counted).toBe(performed);
      }
      const { p50, p95, p99 } = report.frameToRepetitionMs;
      expect([p50, p95, p99]).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)]);
      expect(report.framesAcknowledged).toBe(report.framesSent);
      expect(report.refusals).toBe(0);
    } finally {
      await server.close();
    }
  });

  it("that is interrupted in the middle ends its server and database and removes their directory", async () => {
    const command = demonstrate(["--patients", "1", "--minutes", "60"]);
    await vi.waitFor(() => expect(said.stderr).toContain("class 1:"), PATIENCE);
    expect(await left()).toMatchObject({ directories: [expect.any(String)] });
    expect((await left()).processes.length).toBeGreaterThan(0);
    command.kill("SIGINT");
    const [code] = await once(command, "close");
    expect([code, said.stdout]).toEqual([130, ""]);
    expect(await left()).toEqual({ processes: [], directories: [] });
  });

  it("that cannot start its server says why and removes what it began", async () => {
    const command = demonstrate([], { MEDIASOUP_WORKER_BIN: "/nowhere/mediasoup-worker" });
    const [code] = await once(command, "close");
    expect([code, said.stdout, said.stderr]).toEqual([1, "", expect.stringContaining("/nowhere/mediasoup-worker")]);
    expect(await left()).toEqual({ processes: [], directories: [] });
  });

  it("that finds no server at the address says so and what to do, and why in words", async () => {
    const command = demonstrate(["--url", "http://127.0.0.1:9"]);
    const [code] = await once(command, "close");
    const reason = "No server answers at http://127.0.0.1:9: bad port. Start one there with npm start";
    expect([code, said.stdout, said.stderr]).toEqual([1, "", expect.stringContaining(reason)]);
  });
});
