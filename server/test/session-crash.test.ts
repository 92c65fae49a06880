import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };

describe("a server that is killed in the middle of a set", () => {
  let server: ServerProcess;
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await createServerProcess(environment.env);
    await server.start();
    group = await startSimulatedClass(server.url, 2);
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await server?.stop();
    await drop?.();
  });

  it("goes on with the count when it is started again: none lost, none twice", { timeout: 180_000 }, async () => {
    await group.startSet("shoulder-abduction", 4);
    await vi.waitFor(() => expect(Math.min(...group.counts())).toBeGreaterThanOrEqual(1), PATIENCE);
    await server.kill();
    const statuses = () => group.patients.map((patient) => patient.participant.link.status());
    await vi.waitFor(() => expect(statuses()).toEqual(["reconnecting", "reconnecting"]), PATIENCE);
    await server.start();
    await vi.waitFor(() => expect(statuses()).toEqual(["connected", "connected"]), { timeout: 5_000, interval: 20 });
    expect((await readMetrics(server.url)).get("ensemble_sessions_taken_over_total")).toBe(1);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([4, 4]), PATIENCE);
    const finished = await group.therapist.participant.link.command({ name: "finishSet" });
    expect(finished).toMatchObject({ applied: true });
    expect(group.counts()).toEqual([4, 4]);
    expect(group.refusals).toEqual([]);
  });

  it("ends in good order when asked to, and keeps everything", { timeout: 180_000 }, async () => {
    expect(await server.stop()).toBe(0);
    await server.start();
    await vi.waitFor(() => expect(group.therapist.participant.link.status()).toBe("connected"), PATIENCE);
    const metrics = await readMetrics(server.url);
    expect(metrics.get("ensemble_sessions_opened_total")).toBe(1);
    expect(metrics.get("ensemble_sessions_taken_over_total")).toBe(0);
    await vi.waitFor(() => expect(group.counts()).toEqual([4, 4]), PATIENCE);
  });
});
