import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/platform/embedded-postgres.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };

describe("a class whose database goes away", () => {
  let directory: string;
  let postgres: EmbeddedPostgres;
  let server: RunningServer;
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;
  const startDatabase = () => startEmbeddedPostgres({ directory, binDirectory: inject("postgresBinDirectory") });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "ensemble-away-"));
    postgres = await startDatabase();
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await startServer(
      readConfig({ ...environment.env, DATABASE_URL: postgres.url }, []),
      createLogger("silent"),
    );
    group = await startSimulatedClass(server.url.replace("localhost", "127.0.0.1"), 1);
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await server?.close();
    await postgres?.stop("immediate");
    await rm(directory, { recursive: true, force: true });
    await drop?.();
  });

  it("goes on moving and counting, says that counts are provisional, and loses nothing", {
    timeout: 180_000,
  }, async () => {
    const state = () => group.therapist.participant.state();
    const unacknowledged = () => group.patients[0]?.participant.link.unacknowledged() ?? 0;
    await group.startSet("shoulder-abduction", 4);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
    await postgres.stop("immediate");
    const before = group.counts()[0] ?? 0;
    await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThan(before), PATIENCE);
    expect(unacknowledged()).toBeGreaterThan(10);
    const stopped = group.patients[0]?.participant.link.command({ name: "reportPain", level: 2 });
    postgres = await startDatabase();
    expect(await stopped).toMatchObject({ applied: true });
    await vi.waitFor(() => expect(state()?.provisional).toBe(false), PATIENCE);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([4]), PATIENCE);
    group.patients[0]?.stopMoving();
    await vi.waitFor(() => expect(unacknowledged()).toBe(0), PATIENCE);
  });
});
