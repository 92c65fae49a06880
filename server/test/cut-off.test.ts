// One process of several loses its way to the database, and only that: Redis, its people and the others are well.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkHistory } from "../../scripts/chaos/check-history.ts";
import type { Observation } from "../../scripts/chaos/observation.ts";
import { watchParticipant } from "../../scripts/chaos/watch-participant.ts";
import { findOwner } from "../../scripts/cluster/find-owner.ts";
import type { Cluster } from "../../scripts/cluster/start-cluster.ts";
import { DEMO_OPERATOR } from "../src/demo/demo-people.ts";
import { createLink } from "../src/identity/link-token.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { lookAsOperator, signIn } from "./support/look-as-operator.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { startTestCluster } from "./support/test-cluster.ts";

const PATIENCE = { timeout: 120_000, interval: 50 };
const REPETITIONS = 8;

describe("a class whose process alone has lost the database", { timeout: 300_000 }, () => {
  let cluster: Cluster;
  let redis: Redis;
  let group: SimulatedClass;
  let operator: string;
  let directory: string;
  /** What the therapist's device is told. */
  const observations: Observation[] = [];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "ensemble-cut-off-"));
    const keysFile = join(directory, "keys.json");
    const keys = await loadKeys(keysFile);
    cluster = await startTestCluster({
      ...{ processes: 2, databaseLines: true, settings: { ENSEMBLE_KEYS_FILE: keysFile } },
    });
    redis = new Redis(cluster.redis.url);
    operator = await signIn(cluster.url, createLink(keys.links, DEMO_OPERATOR.personId, Date.now() + 3_600_000));
    const watch = watchParticipant((one) => observations.push(one));
    group = await startSimulatedClass(cluster.url, 2, {
      ownAddress: cluster.processes[0]?.url ?? "",
      onTherapistRoom: watch.onRoom,
    });
    watch.follow(group.therapist.participant);
  }, 180_000);
  afterAll(async () => {
    group?.close();
    redis?.disconnect();
    for (const line of cluster?.databaseLines ?? []) line.mend();
    await cluster?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const links = () => [group.therapist, ...group.patients].map(({ participant }) => participant.link);
  const state = () => group.therapist.participant.state();

  it("goes on at another one: nothing that was counted is lost, and nothing is counted twice", async () => {
    const { groupSessionId } = group.created;
    const before = group.therapist.participant.link.epoch();
    const owner = await findOwner(cluster, redis, groupSessionId);
    const number = cluster.processes.indexOf(owner);
    const [other] = cluster.processes.filter((process) => process !== owner);
    if (other === undefined) throw new Error("there is no other process");
    await group.startSet("shoulder-abduction", REPETITIONS);
    await vi.waitFor(() => expect(Math.min(...group.counts())).toBeGreaterThanOrEqual(1), PATIENCE);

    cluster.databaseLines[number]?.cut();
    await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
    const [patient] = group.patients;
    const reported = patient?.participant.link.command({ name: "reportEffort", level: 3 });
    await vi.waitFor(() => {
      expect(links().map((link) => link.status())).toEqual(links().map(() => "connected"));
      expect(links().map((link) => link.epoch())).toEqual(links().map(() => before + 1));
    }, PATIENCE);
    expect(await findOwner(cluster, redis, groupSessionId)).toBe(other);
    expect(await reported).toMatchObject({ applied: true, epoch: before + 1 });
    expect((await readMetrics(owner.url)).get("ensemble_sessions_given_up_total")).toBe(1);

    // It has the fewest rooms now, and takes none all the same.
    const next = await startSimulatedClass(cluster.url, 1, { ownAddress: other.url });
    expect(await findOwner(cluster, redis, next.created.groupSessionId)).toBe(other);
    next.close();

    const seen = await lookAsOperator(other.url, operator);
    const cutOff = seen.processes.find(({ publicAddress }) => publicAddress?.endsWith(`process-${number}`));
    expect(cutOff).toMatchObject({ readiness: "database", database: { reachable: false }, sessions: [] });
    expect(cutOff?.faults).toContainEqual(expect.objectContaining({ kind: "sessionGivenUp", groupSessionId }));

    cluster.databaseLines[number]?.mend();
    await vi.waitFor(async () => expect((await fetch(`${owner.url}/readyz`)).status).toBe(200), PATIENCE);
    await group.waitUntilMoved(120_000);
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    expect(links().map((link) => link.epoch())).toEqual(links().map(() => before + 1));
    expect(await findOwner(cluster, redis, groupSessionId)).toBe(other);
    expect(checkHistory(observations)).toEqual([]);
    const durable = observations.flatMap((one) => (one.kind === "told" && !one.provisional ? one.epoch : []));
    expect(new Set(durable)).toEqual(new Set([before, before + 1]));
    expect(group.refusals).toEqual([]);
    const ordinals = Array.from({ length: REPETITIONS }, (_, index) => index + 1);
    expect(await countedOrdinals()).toEqual(group.patients.map(() => ordinals));
  });

  const countedOrdinals = async () => {
    const client = new pg.Client({ connectionString: cluster.database.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ participant_id: string; ordinal: number }>(
        "SELECT participant_id, ordinal FROM journal_entry WHERE kind = 'repetitionCounted' AND group_session_id = $1 ORDER BY sequence",
        [group.created.groupSessionId],
      );
      return group.patients.map(({ participant }) =>
        rows.flatMap((row) => (row.participant_id === participant.me.personId ? [row.ordinal] : [])),
      );
    } finally {
      await client.end();
    }
  };
});
