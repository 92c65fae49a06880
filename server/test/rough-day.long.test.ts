// A whole class on a bad day: lines that break again and again, and a server that is killed between and within sets.
import { setTimeout as pass } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openRelay, type Relay } from "../../scripts/cluster/open-relay.ts";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENTS = 6;
const REPETITIONS = 10;
const PATIENCE = { timeout: 120_000, interval: 100 };
const MINUTE_MS = 60_000;
const EXERCISES = ["squat", "shoulder-abduction", "sit-to-stand", "hip-abduction", "marching", "lateral-trunk-tilt"];
const BETWEEN_CUTS_MS = 1_500;

/** Who is cut off next and for how long: the same at every run, no two alike. */
const cutNumber = (round: number) => ({
  patient: (5 * round + 2) % PATIENTS,
  forMs: 1_000 + ((round * 3_700) % 9_000),
});

describe("a class on a bad day", () => {
  let server: ServerProcess;
  let relays: readonly Relay[] = [];
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;
  let cuts = 0;

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await createServerProcess(environment.env);
    await server.start();
    relays = await Promise.all(Array.from({ length: PATIENTS }, () => openRelay(server.url)));
    group = await startSimulatedClass(server.url, PATIENTS, {
      lineOf: (patient) => relays[patient]?.url ?? "",
      haste: 1,
    });
  }, 3 * MINUTE_MS);
  afterAll(async () => {
    group?.close();
    await Promise.all(relays.map((relay) => relay.close()));
    await server?.stop();
    await drop?.();
  });

  it.each(EXERCISES)(
    "counts every repetition of %s once, while lines break and the server dies",
    {
      timeout: 5 * MINUTE_MS,
    },
    async (exercise) => {
      await group.startSet(exercise, REPETITIONS);
      const performedBefore = group.patients.map((patient) => patient.performed());
      let moving = true;
      const moved = group.waitUntilMoved(2 * MINUTE_MS).finally(() => {
        moving = false;
      });
      const breakLines = async () => {
        while (moving) {
          const { patient, forMs } = cutNumber(cuts);
          cuts += 1;
          relays[patient]?.cut();
          await pass(forMs);
          relays[patient]?.mend();
          await pass(BETWEEN_CUTS_MS);
        }
      };
      const killOnce = async () => {
        await vi.waitFor(() => expect(Math.max(...group.counts())).toBeGreaterThanOrEqual(3), PATIENCE);
        await server.kill();
        await server.start();
      };
      await Promise.all([moved, breakLines(), killOnce()]);
      const performed = group.patients.map((patient, index) => patient.performed() - (performedBefore[index] ?? 0));
      expect(Math.min(...performed)).toBeGreaterThan(0);
      await vi.waitFor(() => expect(group.counts()).toEqual(performed), PATIENCE);
      expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
      expect(group.counts()).toEqual(performed);
    },
  );

  it("refused nothing of what honest pages sent", () => expect(group.refusals).toEqual([]));
});
