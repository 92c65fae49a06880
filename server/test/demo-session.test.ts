// One person alone shall see a living session; simulated people show as such, and give way to real ones.
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { chooseSeatAddress } from "../src/demo/seat-address-rules.ts";
import { joinAsSimulated, type SimulatedParticipant } from "../src/demo/simulated-participant.ts";
import { readConfig } from "../src/platform/config.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 40_000, interval: 50 };
/** As behind a front, whose domain a program beside the server may be unable to reach. */
const PUBLIC_ADDRESS = "rehab.example.invalid";
const ANAS_MARK = 0;

let server: RunningServer;
let drop: () => Promise<void>;
let pool: pg.Pool;
let groupSessionId: string;
const joined: SimulatedParticipant[] = [];

beforeAll(async () => {
  const environment = await testEnvironment();
  drop = environment.drop;
  const env = { ...environment.env, PUBLIC_ADDRESS, ENSEMBLE_DEMO_SESSION: "1" };
  server = await startServer(readConfig(env, []), createLogger("silent"));
  pool = new pg.Pool({ connectionString: environment.env.DATABASE_URL });
  groupSessionId = await findSession();
}, 120_000);
afterAll(async () => {
  for (const participant of joined) participant.link.close();
  await server?.close();
  await pool?.end();
  await drop?.();
});

/** The one that the server makes by itself, a moment after its start. */
function findSession(): Promise<string> {
  return vi.waitFor(async () => {
    const { rows } = await pool.query<{ id: string }>("SELECT id FROM group_session");
    expect(rows).toHaveLength(1);
    return rows[0]?.id ?? "";
  }, PATIENCE);
}

async function hasLeft(personId: string): Promise<boolean> {
  const { rows } = await pool.query(
    "SELECT 1 FROM journal_entry WHERE kind = 'participantLeft' AND fact->>'participantId' = $1",
    [personId],
  );
  return rows.length > 0;
}

async function join(personId: string): Promise<SimulatedParticipant> {
  const url = server.url.replace("localhost", "127.0.0.1");
  const participant = await joinAsSimulated({
    url,
    inviteLink: server.app.inviteLink(personId),
    groupSessionId,
    source: "none",
    seatAddress: (named) => chooseSeatAddress(named, { url, publicAddress: PUBLIC_ADDRESS }),
  });
  joined.push(participant);
  return participant;
}

/** Marks of the simulated patients who are there. */
function simulatedMarks(seenBy: SimulatedParticipant): readonly number[] {
  return [...(seenBy.state()?.participants.values() ?? [])]
    .filter((one) => one.role === "patient" && one.simulated && one.present)
    .map((one) => one.mark)
    .sort();
}

describe("the demo session", () => {
  it("shows whoever comes alone six patients who are ready, all marked as simulated", async () => {
    const therapist = await join("demo-therapist");
    await vi.waitFor(() => expect(simulatedMarks(therapist)).toEqual([0, 1, 2, 3, 4, 5]), PATIENCE);
    await vi.waitFor(() => {
      const present = [...(therapist.state()?.participants.values() ?? [])].filter((one) => one.present);
      expect(present.filter((one) => one.ready)).toHaveLength(6);
      expect(present.filter((one) => !one.simulated)).toHaveLength(1);
    }, PATIENCE);
    therapist.link.close();
  });

  it("has a simulated patient step aside for the real one and come back afterwards", async () => {
    const therapist = await join("demo-therapist");
    const ana = await join("demo-ana");
    await vi.waitFor(() => expect(simulatedMarks(therapist)).toEqual([1, 2, 3, 4, 5]), PATIENCE);
    const places = [...(therapist.state()?.participants.values() ?? [])].filter((one) => one.mark === ANAS_MARK);
    expect(places.filter((one) => one.present).map((one) => one.simulated)).toEqual([false]);
    await vi.waitFor(async () => expect(await hasLeft("simulated-ana")).toBe(true), PATIENCE);
    ana.link.close();
    await vi.waitFor(() => expect(simulatedMarks(therapist)).toEqual([0, 1, 2, 3, 4, 5]), PATIENCE);
    therapist.link.close();
  });

  it("is led by the simulated therapist for a patient who is there without a real one", async () => {
    const ana = await join("demo-ana");
    await ana.link.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });
    await ana.link.command({ name: "stateWhereabouts", place: "At home", emergencyContact: "A neighbour" });
    await ana.link.command({ name: "declareReady", ready: true });
    await vi.waitFor(() => {
      expect([ana.state()?.phase, ana.state()?.setState]).toEqual(["warmUp", "running"]);
    }, PATIENCE);
  });
});
