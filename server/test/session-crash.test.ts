import { CloseCode } from "@colyseus/core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import { takeRawSeat } from "./support/raw-seat.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const REPETITIONS = 4;

describeOverBothTransports("a server that ends in the middle of a class", ({ createServer }) => {
  let server: ServerProcess;
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await createServer(environment.env);
    await server.start();
    group = await startSimulatedClass(server.url, 2, { others: 1 });
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await server?.stop();
    await drop?.();
  });
  const counted = [REPETITIONS, REPETITIONS];

  it("killed in a set, it goes on with the count when it is started again: none lost, none twice", {
    timeout: 180_000,
  }, async () => {
    await group.startSet("shoulder-abduction", REPETITIONS);
    await vi.waitFor(() => expect(Math.min(...group.counts())).toBeGreaterThanOrEqual(1), PATIENCE);
    await server.kill();
    const statuses = () => group.patients.map((patient) => patient.participant.link.status());
    await vi.waitFor(() => expect(statuses()).toEqual(["reconnecting", "reconnecting"]), PATIENCE);
    await server.start();
    await vi.waitFor(() => expect(statuses()).toEqual(["connected", "connected"]), { timeout: 5_000, interval: 20 });
    expect((await readMetrics(server.url)).get("ensemble_sessions_taken_over_total")).toBe(1);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual(counted), PATIENCE);
    const finished = await group.therapist.participant.link.command({ name: "finishSet" });
    expect(finished).toMatchObject({ applied: true });
    expect(group.counts()).toEqual(counted);
    expect(group.refusals).toEqual([]);
  });

  it("asked to end, it tells everybody, ends in good order, and keeps everything", { timeout: 180_000 }, async () => {
    const { groupSessionId, patients } = group.created;
    const seat = await takeRawSeat(server.url, { groupSessionId, link: patients[2]?.link ?? "" });
    expect(await seat.hello()).toMatchObject({ welcome: true });
    expect(await server.stop()).toBe(0);
    expect(await seat.ended).toBe(CloseCode.SERVER_SHUTDOWN);
    await server.start();
    await vi.waitFor(() => expect(group.therapist.participant.link.status()).toBe("connected"), PATIENCE);
    const metrics = await readMetrics(server.url);
    expect(metrics.get("ensemble_sessions_opened_total")).toBe(1);
    expect(metrics.get("ensemble_sessions_taken_over_total")).toBe(0);
    await vi.waitFor(() => expect(group.counts()).toEqual(counted), PATIENCE);
  });
});
