// The one clock that all processes go by, the database's, jumps by an hour and back under a running class: while its owner lives, and between
// two owners. Nobody loses a repetition or a seat, nothing is counted twice, and nobody was there for an hour longer.
import { join } from "node:path";
import type { SessionSummary } from "@ensemble/shared/protocol/http-messages.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { DEMO_OPERATOR } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { createLink } from "../src/identity/link-token.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { lookAsOperator, signIn } from "./support/look-as-operator.ts";
import { type ShiftedDatabase, takeDatabaseClock } from "./support/shift-database-clock.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const HOUR_MS = 3_600_000;
const REPETITIONS = 3;

describe("a class whose database's clock jumps", () => {
  let server: ServerProcess;
  let clock: ShiftedDatabase;
  let database: pg.Client;
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;
  let operator: string;
  let aheadMs = 0;
  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    const url = environment.env.DATABASE_URL ?? "";
    clock = await takeDatabaseClock(url);
    database = new pg.Client({ connectionString: url });
    await database.connect();
    server = await createServerProcess(environment.env);
    await server.start();
    group = await startSimulatedClass(server.url, 1);
    const keys = await loadKeys(join(environment.env.ENSEMBLE_DATA_DIR ?? "", "keys.json"));
    operator = await signIn(server.url, createLink(keys.links, DEMO_OPERATOR.personId, Date.now() + 12 * HOUR_MS));
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await server?.stop();
    await clock?.close();
    await database?.end();
    await drop?.();
  });

  const links = () => [group.therapist, ...group.patients].map(({ participant }) => participant.link);
  const epochs = () => links().map((link) => link.epoch());
  const shift = async (ms: number) => {
    aheadMs = ms;
    await clock.shift(ms);
  };
  /** The process looks at the database's clock now and then. A running session has its own, which nothing moves. */
  const untilFollowed = () =>
    vi.waitFor(
      async () => {
        const [process] = (await lookAsOperator(server.url, operator)).processes;
        expect(Math.abs((process?.atMs ?? 0) - (Date.now() + aheadMs))).toBeLessThan(HOUR_MS / 2);
      },
      { ...PATIENCE, interval: 500 },
    );
  const beginSet = async () => {
    await group.startSet("shoulder-abduction", REPETITIONS);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
  };
  const finishSet = async () => {
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS]), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    expect(group.refusals).toEqual([]);
  };
  const moves = async (when: "while it lives" | "between owners", byMs: number) => {
    const { therapist } = group.created;
    await beginSet();
    const before = epochs();
    await shift(byMs);
    if (when === "between owners") await server.kill().then(() => server.start());
    else await untilFollowed();
    await vi.waitFor(
      () => expect(links().map((link) => link.status())).toEqual(links().map(() => "connected")),
      PATIENCE,
    );
    // A personal link and what was signed in with it hold as before.
    expect((await signInByLink(server.url, therapist.link)).me.role).toBe("therapist");
    await finishSet();
    expect(epochs()).toEqual(before.map((epoch) => epoch + (when === "between owners" ? 1 : 0)));
  };

  it.each([
    ["ahead while its owner lives", "while it lives", HOUR_MS],
    ["behind while its owner lives", "while it lives", -HOUR_MS],
    ["ahead between two owners", "between owners", HOUR_MS],
    ["behind between two owners", "between owners", -HOUR_MS],
  ] as const)("to an hour %s counts every repetition once", { timeout: 180_000 }, async (_how, when, byMs) => {
    await moves(when, byMs);
  });

  it("has a journal in order, and minutes that were really spent", { timeout: 120_000 }, async () => {
    const { groupSessionId, therapist } = group.created;
    const counted = await database.query<{ set_id: string; ordinals: number[] }>(
      `SELECT set_id, array_agg(ordinal ORDER BY sequence) AS ordinals FROM journal_entry
       WHERE group_session_id = $1 AND kind = 'repetitionCounted' GROUP BY set_id`,
      [groupSessionId],
    );
    expect(counted.rows.map(({ ordinals }) => ordinals)).toEqual(Array.from({ length: 4 }, () => [1, 2, 3]));
    const back = await database.query(
      `SELECT sequence FROM (SELECT sequence, at, lag(at) OVER (ORDER BY sequence) AS before FROM journal_entry
         WHERE group_session_id = $1) AS entries WHERE at < before`,
      [groupSessionId],
    );
    expect(back.rows).toEqual([]);
    // An hour later than the class itself knows: its end was half an hour ago by that clock before it came.
    await shift(0);
    await untilFollowed();
    expect(await group.therapist.participant.link.command({ name: "finishSession" })).toMatchObject({ applied: true });
    const { cookie } = await signInByLink(server.url, therapist.link);
    const answer = await fetch(`${server.url}/api/sessions/${groupSessionId}/summary`, { headers: { cookie } });
    const { patients } = (await answer.json()) as SessionSummary;
    const [moved] = patients.filter(({ sets }) => sets.length > 0);
    expect(moved?.sets.map(({ repetitions }) => repetitions)).toEqual([3, 3, 3, 3]);
    expect(moved?.minutesPresent).toBeLessThan(15);
  });

  it("stays open for the answers at its end, also to who comes back for them", { timeout: 120_000 }, async () => {
    const [patient] = group.patients;
    const link = patient?.participant.link;
    expect(await link?.command({ name: "reportPain", level: 3 })).toMatchObject({ applied: true });
    await server.kill().then(() => server.start());
    await vi.waitFor(() => expect(link?.status()).toBe("connected"), PATIENCE);
    expect(await link?.command({ name: "reportEffort", level: 5 })).toMatchObject({ applied: true });
  });
});
