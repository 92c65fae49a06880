// Whichever process is asked tells of all of them, and of those too that have nothing to say any more.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OperatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Cluster } from "../../scripts/cluster/start-cluster.ts";
import { DEMO_OPERATOR } from "../src/demo/demo-people.ts";
import { createLink } from "../src/identity/link-token.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { lookAsOperator, signIn } from "./support/look-as-operator.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { startTestCluster } from "./support/test-cluster.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };

describe("the operator of several processes", { timeout: 180_000 }, () => {
  let cluster: Cluster;
  let group: SimulatedClass;
  let operator: string;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "ensemble-operator-"));
    const keysFile = join(directory, "keys.json");
    const keys = await loadKeys(keysFile);
    cluster = await startTestCluster({ processes: 3, settings: { ENSEMBLE_KEYS_FILE: keysFile } });
    operator = await signIn(cluster.url, createLink(keys.links, DEMO_OPERATOR.personId, Date.now() + 3_600_000));
    group = await startSimulatedClass(cluster.url, 1, { ownAddress: cluster.processes[0]?.url ?? "" });
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await cluster?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const lookFrom = (process: number) => lookAsOperator(cluster.processes[process]?.url ?? "", operator);
  const addresses = (list: readonly { readonly publicAddress: string | null }[]) =>
    list.map(({ publicAddress }) => Number(/process-(\d+)$/.exec(publicAddress ?? "")?.[1]));
  const ownerIn = ({ processes }: OperatorReport) => addresses(processes.filter(({ sessions }) => sessions.length > 0));

  it("is told the same by each", async () => {
    for (const process of [0, 1, 2]) {
      const report = await lookFrom(process);
      expect(addresses(report.processes)).toEqual([0, 1, 2]);
      expect(report.silent).toEqual([]);
      expect(new Set(report.processes.map(({ processId }) => processId)).size).toBe(3);
      expect(report.processes.map(({ redis }) => redis)).toEqual(
        Array.from({ length: 3 }, () => ({ reachable: true })),
      );
      const sessions = report.processes.flatMap((each) => each.sessions);
      expect(sessions).toMatchObject([{ groupSessionId: group.created.groupSessionId, epoch: 1, patients: 1 }]);
    }
  });

  it("sees one that stands still as silent, who took its session, and that it is well again", async () => {
    const [owner = Number.NaN] = ownerIn(await lookFrom(0));
    const other = (owner + 1) % 3;
    cluster.processes[owner]?.freeze();
    const first = await lookFrom(other);
    expect(addresses(first.silent)).toEqual([owner]);
    expect(addresses(first.processes)).toHaveLength(2);
    await vi.waitFor(async () => {
      const report = await lookFrom(other);
      expect(report.processes.flatMap(({ sessions }) => sessions)).toMatchObject([{ epoch: 2, patients: 1 }]);
      // The core has taken it off its lists by now; it is told of all the same, since when it was first found so.
      expect(report.silent).toEqual(first.silent);
    }, PATIENCE);
    const taken = await lookFrom(other);
    const [successor] = ownerIn(taken);
    const faults = taken.processes.find((each) => addresses([each])[0] === successor)?.faults;
    expect(faults).toMatchObject([{ kind: "sessionTakenOver", groupSessionId: group.created.groupSessionId }]);

    cluster.processes[owner]?.thaw();
    await vi.waitFor(async () => {
      const report = await lookFrom(other);
      expect(addresses(report.processes)).toEqual([0, 1, 2]);
      expect(report.silent).toEqual([]);
      const lost = report.processes.find((each) => addresses([each])[0] === owner);
      expect(lost?.faults).toContainEqual(expect.objectContaining({ kind: "leaseLost" }));
    }, PATIENCE);
  });

  it("sees one that was killed as silent until another has its place", async () => {
    await cluster.processes[2]?.kill();
    expect(addresses((await lookFrom(0)).silent)).toEqual([2]);
    await cluster.processes[2]?.start();
    const report = await lookFrom(1);
    expect(addresses(report.processes)).toEqual([0, 1, 2]);
    expect(report.silent).toEqual([]);
  });

  it("does not see one any more that was asked to end", async () => {
    await cluster.processes[2]?.stop();
    const report = await lookFrom(0);
    expect(addresses(report.processes)).toEqual([0, 1]);
    expect(report.silent).toEqual([]);
    await cluster.processes[2]?.start();
  });

  it("is told by the process that was asked how it does itself while Redis is away, and by all when it is back", async () => {
    await cluster.redis.kill();
    await vi.waitFor(async () => {
      const report = await lookFrom(1);
      expect(report.processes[0]).toMatchObject({ redis: { reachable: false, sinceMs: expect.any(Number) } });
      expect(addresses(report.processes)).toEqual([1]);
      expect(addresses(report.silent)).toEqual([0, 2]);
      expect(report.processes[0]?.faults).toContainEqual(expect.objectContaining({ kind: "redisAway" }));
    }, PATIENCE);
    await cluster.redis.start();
    await vi.waitFor(async () => {
      const report = await lookFrom(1);
      // It knows nothing of before: processes list themselves again.
      expect(addresses(report.processes)).toEqual([0, 1, 2]);
      expect(report.silent).toEqual([]);
      expect(report.processes.map(({ redis }) => redis?.reachable)).toEqual([true, true, true]);
    }, PATIENCE);
  });
});
