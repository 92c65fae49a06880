// A whole server for a test file: the real app on a free port, on its own copy of the database.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { readConfig } from "../../src/platform/config.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { type RunningServer, startServer } from "../../src/start-server.ts";
import { createTestDatabase } from "./test-database.ts";

export interface TestServer {
  readonly url: string;
  readonly databaseUrl: string;
  readonly app: RunningServer["app"];
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function testEnvironment(): Promise<{ env: Record<string, string>; drop: () => Promise<void> }> {
  const database = await createTestDatabase();
  const state = await mkdtemp(join(tmpdir(), "ensemble-test-"));
  return {
    env: {
      PORT: "0",
      DATABASE_URL: database.url,
      ENSEMBLE_DATA_DIR: state,
      ENSEMBLE_DEMO: "1",
      ENSEMBLE_DEMO_SESSION: "0",
      COLYSEUS_TRANSPORT: "ws",
      MEDIASOUP_WORKER_BIN: inject("mediaWorker"),
      LOG_LEVEL: "silent",
    },
    drop: async () => {
      await database.drop();
      await rm(state, { recursive: true, force: true });
    },
  };
}

export async function startTestServer(): Promise<TestServer> {
  const { env, drop } = await testEnvironment();
  const server = await startServer(readConfig(env, []), createLogger("silent"));
  return {
    url: server.url.replace("localhost", "127.0.0.1"),
    databaseUrl: env.DATABASE_URL ?? "",
    app: server.app,
    environment: env,
    close: async () => {
      await server.close();
      await drop();
    },
  };
}
