import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/platform/embedded-postgres.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 40_000, interval: 100 };

describe("the state of health", () => {
  let directory: string;
  let postgres: EmbeddedPostgres;
  let server: RunningServer;
  let drop: (() => Promise<void>) | undefined;
  const startDatabase = () =>
    startEmbeddedPostgres({ directory, binDirectory: inject("postgresBinDirectory"), flags: ["-c", "fsync=off"] });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "ensemble-health-"));
    postgres = await startDatabase();
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await startServer(
      readConfig({ ...environment.env, DATABASE_URL: postgres.url }, []),
      createLogger("silent"),
    );
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    await postgres?.stop("immediate");
    await rm(directory, { recursive: true, force: true });
    await drop?.();
  });

  const read = async (): Promise<{ code: number; health: Health }> => {
    const response = await fetch(new URL("/healthz", server.url.replace("localhost", "127.0.0.1")));
    return { code: response.status, health: (await response.json()) as Health };
  };

  it("is ok when every part is", async () => {
    expect(await read()).toMatchObject({
      code: 200,
      health: { status: "ok", database: { status: "ok" }, media: { status: "ok" } },
    });
  });

  it("names the database while it is away, and is ok again when it is back", { timeout: 120_000 }, async () => {
    await postgres.stop("immediate");
    await vi.waitFor(async () => {
      expect(await read()).toMatchObject({
        code: 503,
        health: { status: "degraded", database: { status: "down" }, media: { status: "ok" } },
      });
    }, PATIENCE);
    postgres = await startDatabase();
    await vi.waitFor(async () => expect((await read()).code).toBe(200), PATIENCE);
  });

  it("names the media worker while it does not answer", { timeout: 120_000 }, async () => {
    // Another one waits beside it, and carries nothing.
    const workers = execFileSync("pgrep", ["--oldest", "-P", String(process.pid), "-f", "mediasoup-worker"])
      .toString()
      .trim()
      .split("\n")
      .map(Number);
    expect(workers).toHaveLength(1);
    for (const worker of workers) process.kill(worker, "SIGSTOP");
    try {
      await vi.waitFor(async () => {
        expect(await read()).toMatchObject({
          code: 503,
          health: { database: { status: "ok" }, media: { status: "down" } },
        });
      }, PATIENCE);
    } finally {
      for (const worker of workers) process.kill(worker, "SIGCONT");
    }
    await vi.waitFor(async () => expect((await read()).code).toBe(200), PATIENCE);
  });
});
