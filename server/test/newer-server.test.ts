// The server is renewed while a class runs: pages of the versions it takes go on and know that they are outdated, others hear why not.

import { PROTOCOL_VERSION } from "@ensemble/shared/protocol/room-messages.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { joinAsSimulated } from "../src/demo/simulated-participant.ts";
import { createSession, type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { speaking } from "./support/speaking.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 20 };
const REPETITIONS = 4;

describe("a class whose server is renewed", { timeout: 180_000 }, () => {
  let drop: () => Promise<void>;
  let server: ServerProcess;
  let group: SimulatedClass;
  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await createServerProcess(environment.env);
    await server.start();
    group = await startSimulatedClass(server.url, 1);
  }, 120_000);
  afterAll(async () => {
    group?.close();
    await server?.stop();
    await drop?.();
  });
  const links = () => [group.therapist, ...group.patients].map(({ participant }) => participant.link);
  const all = <Value>(value: Value) => links().map(() => value);
  const renew = async (protocol: { newest: number; oldest: number }) => {
    await server.kill();
    await server.start(speaking(protocol));
  };

  it("goes on to the end of its set with a newer server that takes its pages, which know that they are outdated", async () => {
    await group.startSet("shoulder-abduction", REPETITIONS);
    await vi.waitFor(() => expect(Math.max(...group.counts())).toBeGreaterThanOrEqual(1), PATIENCE);
    expect(links().map((link) => link.isOutdated())).toEqual(all(false));
    await renew({ newest: PROTOCOL_VERSION + 2, oldest: PROTOCOL_VERSION });
    await vi.waitFor(() => expect(links().map((link) => link.isOutdated())).toEqual(all(true)), PATIENCE);
    expect(links().map((link) => link.status())).toEqual(all("connected"));
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS]), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    expect([group.counts(), group.refusals]).toEqual([[REPETITIONS], []]);
  });

  it("has a page that is newer than its server wait, without a seat, until that is renewed", async () => {
    await renew({ newest: PROTOCOL_VERSION - 1, oldest: PROTOCOL_VERSION - 1 });
    // Another class, so that nobody else's page is this person's.
    const { groupSessionId, therapist } = await createSession(server.url, 1);
    const statuses: (string | undefined)[] = [];
    const newer = await joinAsSimulated({
      url: server.url,
      inviteLink: therapist.link,
      groupSessionId,
      source: "none",
      onStatus: (status, refusal) => statuses.push(refusal ?? status),
    });
    await vi.waitFor(() => expect(statuses).toContain("protocol/too_new"), PATIENCE);
    expect(newer.state()).toBeUndefined();
    await renew({ newest: PROTOCOL_VERSION, oldest: PROTOCOL_VERSION });
    await vi.waitFor(() => expect(newer.link.status()).toBe("connected"), PATIENCE);
    expect(newer.link.isOutdated()).toBe(false);
    newer.link.close();
  });

  it("sends pages away that are too old for it, so that they are loaded again", async () => {
    const [patient] = group.patients;
    await vi.waitFor(() => expect(patient?.participant.link.status()).toBe("connected"), PATIENCE);
    await renew({ newest: PROTOCOL_VERSION + 2, oldest: PROTOCOL_VERSION + 1 });
    await vi.waitFor(() => expect(patient?.participant.link.status()).toBe("tooOld"), PATIENCE);
  });
});
