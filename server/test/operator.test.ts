// What those who run the machines see, and what they do not.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { OperatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_OPERATOR } from "../src/demo/demo-people.ts";
import { readConfig } from "../src/platform/config.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { lookAsOperator, signIn } from "./support/look-as-operator.ts";
import { nameTrialPeople } from "./support/name-trial-people.ts";
import { findLeaks, mark } from "./support/search-log.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 30_000, interval: 100 };
const TEN_MINUTES_MS = 600_000;
const CLINICAL = [
  "/api/home",
  "/api/sessions",
  "/api/exercises",
  "/api/library",
  "/api/library/squat",
  "/api/protocols",
  "/api/protocols/any",
];

describe("an operator", () => {
  let server: RunningServer;
  let url: string;
  let group: SimulatedClass;
  let operator: string;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const { env, drop: dropDatabase } = await testEnvironment();
    drop = dropDatabase;
    await nameTrialPeople(env.DATABASE_URL ?? "", await loadKeys(join(env.ENSEMBLE_DATA_DIR ?? "", "keys.json")));
    server = await startServer(
      readConfig({ ...env, TURN_URLS: "turn:turn.example.org:3478", TURN_SECRET: mark("turn") }, []),
      createLogger("silent"),
    );
    url = server.url.replace("localhost", "127.0.0.1");
    operator = await signIn(url, server.app.inviteLink(DEMO_OPERATOR.personId));
    group = await startSimulatedClass(url, 2);
    await group.startSet("shoulder-abduction", 50);
  }, 120_000);
  afterAll(async () => {
    group?.close();
    await server?.close();
    await drop?.();
  });

  const look = () => lookAsOperator(url, operator);
  const only = ({ processes }: OperatorReport) => {
    expect(processes).toHaveLength(1);
    return processes[0] as OperatorReport["processes"][number];
  };
  const ask = async (path: string, cookie: string) => {
    const response = await fetch(new URL(path, url), { headers: { cookie } });
    return [response.status, ((await response.json()) as { code?: string }).code];
  };

  it("is told who they are, and nothing of the clinic's", async () => {
    expect(await ask("/api/me", operator)).toEqual([200, undefined]);
    const paths = [...CLINICAL, `/api/sessions/${group.created.groupSessionId}/summary`];
    for (const path of paths) expect(await ask(path, operator), path).toEqual([403, "sign_in/not_for_operators"]);
  });

  it("gets no seat in a session", async () => {
    const { groupSessionId } = group.created;
    const response = await fetch(new URL("/matchmake/joinOrCreate/session", url), {
      method: "POST",
      headers: { "content-type": "application/json", cookie: operator },
      body: JSON.stringify({ groupSessionId }),
    });
    expect(await response.json()).toMatchObject({ error: "session/not_a_member" });
  });

  it("is the only one who sees how the machines do", async () => {
    expect(await ask("/api/operator", "")).toEqual([401, "sign_in/required"]);
    for (const personId of ["demo-therapist", "demo-ana"]) {
      const cookie = await signIn(url, server.app.inviteLink(personId));
      expect(await ask("/api/operator", cookie), personId).toEqual([403, "sign_in/operators_only"]);
      expect(await ask("/api/sessions", cookie), personId).toEqual([200, undefined]);
    }
  });

  it("sees the process, and the session that runs in it", { timeout: 60_000 }, async () => {
    // A rate takes two looks with a second between them.
    await vi.waitFor(async () => expect(only(await look()).sessions[0]?.framesPerSecond).toBeGreaterThan(5), PATIENCE);
    const report = await look();
    const running = only(report);
    expect(report.silent).toEqual([]);
    expect(running).toMatchObject({
      publicAddress: null,
      transport: "ws",
      readiness: "ready",
      connections: 3,
      database: { reachable: true },
      redis: null,
      media: { up: true, workers: 1, deaths: 0, turn: true },
      faults: [],
    });
    expect(running.sessions).toEqual([
      {
        groupSessionId: group.created.groupSessionId,
        state: "setRunning",
        sinceMs: expect.any(Number),
        epoch: 1,
        therapists: 1,
        patients: 2,
        simulated: 3,
        framesPerSecond: expect.any(Number),
        waiting: expect.any(Number),
        provisional: false,
      },
    ]);
    for (const atMs of [report.atMs, running.atMs, running.startedAtMs, running.sessions[0]?.sinceMs ?? 0]) {
      expect(Math.abs(Date.now() - atMs)).toBeLessThan(TEN_MINUTES_MS);
    }
    expect(Date.now() - (running.journal.lastCommitAtMs ?? 0)).toBeLessThan(TEN_MINUTES_MS);
    expect(running.memory.residentBytes).toBeGreaterThan(running.memory.heapBytes);
    expect(running.cpuShare).toBeGreaterThan(0);
    expect(running.eventLoopDelayMs).toBeGreaterThanOrEqual(0);
  });

  it("sees what was refused, by reason", async () => {
    const { link } = group.therapist.participant;
    expect(await link.command({ name: "startSet" })).toMatchObject({ applied: false });
    await link.request("media", { op: "nothing of ours" });
    expect(only(await look()).refusals).toEqual([
      { of: "command", code: "command/not_now", count: 1 },
      { of: "media", code: "media/malformed", count: 1 },
    ]);
  });

  it("sees where the session stands as it goes on", { timeout: 60_000 }, async () => {
    const { link } = group.therapist.participant;
    const state = async () => only(await look()).sessions[0]?.state;
    expect(await link.command({ name: "pauseSet" })).toMatchObject({ applied: true });
    expect(await state()).toBe("paused");
    expect(await link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    expect(await state()).toBe("rest");
    group.patients[1]?.close();
    await vi.waitFor(async () => expect(only(await look()).sessions[0]?.patients).toBe(1), PATIENCE);
  });

  it("sees a media worker that died, and that another is in its place", { timeout: 60_000 }, async () => {
    const worker = execFileSync("pgrep", ["--oldest", "-P", String(process.pid), "-f", "mediasoup-worker"])
      .toString()
      .trim();
    process.kill(Number(worker), "SIGKILL");
    await vi.waitFor(async () => {
      expect(only(await look()).media).toMatchObject({ up: true, workers: 1, deaths: 1 });
    }, PATIENCE);
    expect(only(await look()).faults).toMatchObject([{ kind: "mediaWorkerDied", groupSessionId: null, times: 1 }]);
  });

  it("sees nobody's name, no secret, and nothing of anybody's health or what is exercised", async () => {
    const [patient] = group.patients;
    await patient?.participant.link.command({
      name: "stateWhereabouts",
      place: mark("Elm Street"),
      emergencyContact: mark("0171"),
    });
    await patient?.participant.link.command({ name: "reportPain", level: 7 });
    const response = await fetch(new URL("/api/operator", url), { headers: { cookie: operator } });
    const text = await response.text();
    const people = [group.therapist.participant, ...group.patients.map(({ participant }) => participant)];
    expect(people[1]?.me.name, "names are marked").toBe(mark("name of trial-ana"));
    const secrets = people.flatMap(({ me }) => [me.personId, me.name, me.nickname, me.clinicName]);
    expect(findLeaks([text], [...secrets, "shoulder", "demo-operator", "Simulated session"])).toEqual([]);
  });

  it("sees no session any more when nobody is in it", { timeout: 60_000 }, async () => {
    group.close();
    await vi.waitFor(async () => expect(only(await look()).sessions).toEqual([]), PATIENCE);
    expect(only(await look()).connections).toBe(0);
  });
});
