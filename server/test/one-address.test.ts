// A clinic's people share one address: what bounds a stranger must not be felt by a class, its pages, or its return after a cut.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Front, startFront } from "../../scripts/cluster/front.ts";
import { openRelay, type Relay } from "../../scripts/cluster/open-relay.ts";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const PATIENTS = 6;
const REPETITIONS = 2;
const REQUESTS_OF_A_PAGE = 60;
const CUTS = 3;

describeOverBothTransports("six patients and a therapist behind one address", ({ createServer }) => {
  let server: ServerProcess;
  /** Names everybody's address, which is the same. */
  let front: Front;
  let line: Relay;
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await createServer({ ...environment.env, TRUSTED_FRONTS: "1" });
    await server.start();
    front = await startFront(0, [server.url]);
    line = await openRelay(front.url);
  }, 120_000);
  afterAll(async () => {
    group?.close();
    await line?.close();
    await front?.close();
    await server?.stop();
    await drop?.();
  });

  const links = () => [group.therapist, ...group.patients].map(({ participant }) => participant.link);
  const everybodyIs = (status: "connected" | "reconnecting") =>
    vi.waitFor(() => expect(links().map((link) => link.status())).toEqual(links().map(() => status)), PATIENCE);

  it("open their pages at the same moment and take their seats", { timeout: 120_000 }, async () => {
    const pages = await Promise.all(
      Array.from({ length: (1 + PATIENTS) * REQUESTS_OF_A_PAGE }, () => fetch(`${line.url}/livez`)),
    );
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    group = await startSimulatedClass(line.url, PATIENTS, { ownAddress: server.url });
    await everybodyIs("connected");
  });

  it("come back all at once, cut after cut, bring what they moved meanwhile, and are refused nothing", {
    timeout: 300_000,
  }, async () => {
    await group.startSet("squat", REPETITIONS);
    for (let cut = 0; cut < CUTS; cut++) {
      line.cut();
      await everybodyIs("reconnecting");
      line.mend();
      await everybodyIs("connected");
    }
    await group.waitUntilMoved(120_000);
    await vi.waitFor(() => expect(group.counts()).toEqual(Array(PATIENTS).fill(REPETITIONS)), PATIENCE);
    expect(group.refusals).toEqual([]);
    const metrics = await readMetrics(server.url);
    expect(metrics.get("ensemble_clients_flooding_total")).toBe(0);
    expect([...metrics.keys()].filter((name) => name.includes("too_many"))).toEqual([]);
  });
});
