// A database that neither answers nor refuses: its processes are halted, as a machine in trouble halts them.
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/platform/embedded-postgres.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const REPETITIONS = 6;

describe("a class whose database hangs", () => {
  let directory: string;
  let postgres: EmbeddedPostgres;
  let server: RunningServer;
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;
  let halted: readonly number[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "ensemble-hangs-"));
    const flags = ["-c", "fsync=off"];
    postgres = await startEmbeddedPostgres({ directory, binDirectory: inject("postgresBinDirectory"), flags });
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await startServer(
      readConfig({ ...environment.env, DATABASE_URL: postgres.url }, []),
      createLogger("silent"),
    );
    group = await startSimulatedClass(server.url.replace("localhost", "127.0.0.1"), 1);
  }, 180_000);
  afterAll(async () => {
    goOn();
    group?.close();
    await server?.close();
    await postgres?.stop("immediate");
    await rm(directory, { recursive: true, force: true });
    await drop?.();
  });

  const halt = async () => {
    const postmaster = Number((await readFile(join(directory, "cluster/postmaster.pid"), "utf8")).split("\n")[0]);
    process.kill(postmaster, "SIGSTOP");
    const children = execFileSync("pgrep", ["-P", String(postmaster)])
      .toString()
      .trim()
      .split("\n")
      .map(Number);
    for (const child of children) process.kill(child, "SIGSTOP");
    halted = [...children, postmaster];
  };
  const goOn = () => {
    for (const pid of halted) process.kill(pid, "SIGCONT");
    halted = [];
  };
  const readHealth = async (): Promise<{ code: number; health: Health }> => {
    const response = await fetch(new URL("/healthz", server.url.replace("localhost", "127.0.0.1")));
    return { code: response.status, health: (await response.json()) as Health };
  };

  it("says so, goes on counting, and in the end has every repetition once", { timeout: 240_000 }, async () => {
    const state = () => group.therapist.participant.state();
    const unacknowledged = () => group.patients[0]?.participant.link.unacknowledged();
    await group.startSet("shoulder-abduction", REPETITIONS);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
    await halt();
    expect(await readHealth()).toMatchObject({
      code: 503,
      health: { status: "degraded", database: { status: "down" }, media: { status: "ok" } },
    });
    await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
    // Longer than any statement is waited for: what hangs is given up and tried again.
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS]), PATIENCE);
    goOn();
    await vi.waitFor(() => expect(state()?.provisional).toBe(false), PATIENCE);
    await vi.waitFor(async () => expect((await readHealth()).code).toBe(200), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    group.patients[0]?.stopMoving();
    await vi.waitFor(() => expect(unacknowledged()).toBe(0), PATIENCE);
    expect([group.counts(), group.refusals, group.therapist.participant.link.epoch()]).toEqual([[REPETITIONS], [], 1]);
    expect(await countedOrdinals()).toEqual(Array.from({ length: REPETITIONS }, (_, index) => index + 1));
  });

  it("ends in order all the same", { timeout: 120_000 }, async () => {
    await halt();
    await server.close();
    goOn();
  });

  const countedOrdinals = async (): Promise<readonly number[]> => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ ordinal: number }>(
        "SELECT ordinal FROM journal_entry WHERE kind = 'repetitionCounted' ORDER BY sequence",
      );
      return rows.map(({ ordinal }) => ordinal);
    } finally {
      await client.end();
    }
  };
});
