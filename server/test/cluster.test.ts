// A class goes on whatever happens to the process that has it: killed, halted, asked to end.
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { findOwner } from "../../scripts/cluster/find-owner.ts";
import type { Cluster } from "../../scripts/cluster/start-cluster.ts";
import { joinAsSimulated } from "../src/demo/simulated-participant.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { createSession, type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { startTestCluster } from "./support/test-cluster.ts";

const PATIENCE = { timeout: 60_000, interval: 20 };
const REPETITIONS = 4;
const REDIS_AWAY_MS = 10_000;
const LOOK_EVERY_MS = 50;
const LONGEST_MS = 180_000;

describeOverBothTransports("several server processes behind a front", ({ program }) => {
  let cluster: Cluster;
  let redis: Redis;
  let group: SimulatedClass;
  beforeAll(async () => {
    cluster = await startTestCluster({ processes: 2, program });
    redis = new Redis(cluster.redis.url);
    // It goes away on purpose, and is found again by itself.
    redis.on("error", () => undefined);
    group = await startSimulatedClass(cluster.url, 2, { ownAddress: cluster.processes[0]?.url ?? "" });
  }, 180_000);
  afterAll(async () => {
    group?.close();
    redis?.disconnect();
    await cluster?.close();
  });
  beforeEach(async () => {
    await group.startSet("shoulder-abduction", REPETITIONS);
    await vi.waitFor(() => expect(Math.max(...group.counts())).toBeGreaterThanOrEqual(1), PATIENCE);
  });

  const ownerOfClass = () => findOwner(cluster, redis, group.created.groupSessionId);
  const links = () => [group.therapist, ...group.patients].map(({ participant }) => participant.link);
  const epochs = () => links().map((link) => link.epoch());
  const waitUntilOwnedAnew = (before: number) =>
    vi.waitFor(() => {
      expect(links().map((link) => link.status())).toEqual(links().map(() => "connected"));
      expect(epochs()).toEqual(epochs().map(() => before + 1));
    }, PATIENCE);
  const finishSet = async () => {
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]);
    expect(group.refusals).toEqual([]);
  };

  it("go on with the class of one that is killed: no repetition lost, none counted twice", {
    timeout: LONGEST_MS,
  }, async () => {
    const owner = await ownerOfClass();
    const before = group.therapist.participant.link.epoch();
    await owner.kill();
    await waitUntilOwnedAnew(before);
    expect(await ownerOfClass()).not.toBe(owner);
    await owner.start();
    await finishSet();
  });

  it("take the class of one that stands still, which has nothing to say any more when it wakes up", {
    timeout: LONGEST_MS,
  }, async () => {
    const owner = await ownerOfClass();
    const before = group.therapist.participant.link.epoch();
    owner.freeze();
    await waitUntilOwnedAnew(before);
    owner.thaw();
    await finishSet();
    expect(epochs()).toEqual(epochs().map(() => before + 1));
    expect(await ownerOfClass()).not.toBe(owner);
  });

  it("go on with the class while Redis is away, of which nobody in it notices anything", {
    timeout: LONGEST_MS,
  }, async () => {
    const before = group.therapist.participant.link.epoch();
    const counted = Math.max(...group.counts());
    const { url = "" } = cluster.processes[0] ?? {};
    const redisUp = async () => (await readMetrics(url)).get("ensemble_redis_up");
    expect(await redisUp()).toBe(1);
    await cluster.redis.kill();
    try {
      const until = performance.now() + REDIS_AWAY_MS;
      while (performance.now() < until) {
        await setTimeout(LOOK_EVERY_MS);
        expect(links().map((link) => link.status())).toEqual(links().map(() => "connected"));
        expect(epochs()).toEqual(epochs().map(() => before));
      }
      expect(Math.max(...group.counts())).toBeGreaterThan(counted);
      expect(await redisUp()).toBe(0);
    } finally {
      await cluster.redis.start();
    }
    await vi.waitFor(async () => expect(await redisUp()).toBe(1), PATIENCE);
    await finishSet();
    expect(epochs()).toEqual(epochs().map(() => before));
  });

  it("hand the class over when one is asked to end", { timeout: LONGEST_MS }, async () => {
    const owner = await ownerOfClass();
    const before = group.therapist.participant.link.epoch();
    const ended = owner.stop();
    await waitUntilOwnedAnew(before);
    expect(await ended).toBe(0);
    await owner.start();
    await finishSet();
  });

  it("begin no class in one that is leaving", { timeout: LONGEST_MS }, async () => {
    const owner = await ownerOfClass();
    const before = group.therapist.participant.link.epoch();
    const others = cluster.processes.filter((process) => process !== owner);
    const askWhetherReady = async () => {
      const answer = await fetch(`${owner.url}/readyz`);
      return [answer.status, await answer.json()];
    };
    const isLeaving = [503, { ready: false, reason: "leaving" }];
    // What it still has to write for its class waits for this: it does not leave before the new class has begun.
    const database = new pg.Client({ connectionString: cluster.database.url });
    await database.connect();
    await database.query("BEGIN");
    await database.query("SELECT 1 FROM session_lease WHERE group_session_id = $1 FOR UPDATE", [
      group.created.groupSessionId,
    ]);
    const ended = owner.stop();
    await vi.waitFor(async () => expect(await askWhetherReady()).toEqual(isLeaving), PATIENCE);
    expect((await fetch(`${owner.url}/livez`)).status).toBe(200);

    const created = await createSession(others[0]?.url ?? "", 1);
    const { groupSessionId } = created;
    const inviteLink = created.therapist.link;
    const therapist = await joinAsSimulated({ url: cluster.url, groupSessionId, inviteLink, source: "none" });
    await vi.waitFor(() => expect(therapist.link.status()).toBe("connected"), PATIENCE);
    expect(others).toContain(await findOwner(cluster, redis, groupSessionId));
    expect(await askWhetherReady()).toEqual(isLeaving);

    await database.end();
    expect(await ended).toBe(0);
    await waitUntilOwnedAnew(before);
    expect(therapist.link.epoch()).toBe(1);
    therapist.link.close();
    await owner.start();
    await finishSet();
  });
});
