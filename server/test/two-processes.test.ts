import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { type RunningRedis, startRedis } from "../../scripts/cluster/start-redis.ts";
import { joinAsSimulated } from "../src/demo/simulated-participant.ts";
import { startSimulatedTherapist } from "../src/demo/simulated-therapist.ts";
import { createSession } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 30_000, interval: 50 };

describe("two server processes behind one Redis", () => {
  let redis: RunningRedis;
  let servers: readonly ServerProcess[] = [];
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    redis = await startRedis();
    const environment = await testEnvironment();
    drop = environment.drop;
    const env = { ...environment.env, REDIS_URL: redis.url };
    servers = await Promise.all([createServerProcess(env), createServerProcess(env)]);
    for (const server of servers) await server.start();
  }, 180_000);
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await redis?.stop();
    await drop?.();
  });

  it("bring people who come through different processes into the same session", async () => {
    const [first, second] = servers.map((server) => server.url);
    const created = await createSession(first ?? "", 1);
    const { groupSessionId } = created;
    const therapist = await startSimulatedTherapist({
      url: first ?? "",
      groupSessionId,
      inviteLink: created.therapist.link,
    });
    await vi.waitFor(() => expect(therapist.participant.link.status()).toBe("connected"), PATIENCE);
    const inviteLink = created.patients[0]?.link ?? "";
    const patient = await joinAsSimulated({ url: second ?? "", groupSessionId, inviteLink, source: "simulated" });
    await vi.waitFor(() => {
      const seen = therapist.participant.state()?.participants.get(patient.me.personId);
      expect(seen?.present).toBe(true);
    }, PATIENCE);
    expect(patient.link.epoch()).toBe(therapist.participant.link.epoch());
    patient.link.close();
    therapist.close();
  });
});
