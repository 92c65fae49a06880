// A session whose stored journal does not fit together is not opened, nor written to, until somebody has repaired it; others go on.
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { parseLine } from "./support/search-log.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const TOLD = "a session's journal cannot be built on: it is not opened until it is repaired";

/** What is done to a class of which two repetitions are counted; $1 is its session. */
const DAMAGES = [
  [
    "of which an entry is gone",
    "DELETE FROM journal_entry WHERE group_session_id = $1 AND ordinal = 1",
    "contradiction",
  ],
  [
    "that counts another repetition than its row says",
    "UPDATE journal_entry SET ordinal = 9 WHERE group_session_id = $1 AND ordinal = 2",
    "contradiction",
  ],
  [
    "with a fact that this version does not know",
    `UPDATE journal_entry SET fact = '{"kind": "handsWaved"}' WHERE group_session_id = $1 AND ordinal = 2`,
    "row",
  ],
  [
    "with a fact of which a part is missing",
    "UPDATE journal_entry SET fact = fact - 'range' WHERE group_session_id = $1 AND ordinal = 2",
    "row",
  ],
  [
    "with a text that was sealed elsewhere",
    "UPDATE journal_entry SET text_sealed = decode(repeat('00', 40), 'hex') WHERE group_session_id = $1 AND kind = 'whereaboutsStated'",
    "row",
  ],
] as const;

describe("a session whose journal cannot be built on", { timeout: 120_000 }, () => {
  let server: RunningServer;
  let url: string;
  let damaged: SimulatedClass;
  let sound: SimulatedClass;
  let client: pg.Client;
  let drop: (() => Promise<void>) | undefined;
  const lines: string[] = [];

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    const logger = createLogger("info", { write: (line: string) => void lines.push(line) });
    server = await startServer(readConfig(environment.env, []), logger);
    url = server.url.replace("localhost", "127.0.0.1");
    client = new pg.Client({ connectionString: environment.env.DATABASE_URL ?? "" });
    await client.connect();
    [damaged, sound] = await Promise.all([startSimulatedClass(url, 1), startSimulatedClass(url, 1)]);
    await damaged.startSet("shoulder-abduction", 2);
    await damaged.waitUntilMoved();
    await vi.waitFor(() => expect(damaged.counts()).toEqual([2]), PATIENCE);
    await query("CREATE TABLE kept AS SELECT * FROM journal_entry WHERE false");
  }, 180_000);
  afterAll(async () => {
    for (const group of [damaged, sound]) group?.close();
    await client?.end();
    await server?.close();
    await drop?.();
  });
  beforeEach(() => {
    lines.length = 0;
  });

  const session = () => damaged.created.groupSessionId;
  const query = (sql: string, values: readonly unknown[] = []) => client.query(sql, [...values]);
  const stored = async () =>
    (await query("SELECT * FROM journal_entry WHERE group_session_id = $1 ORDER BY sequence", [session()])).rows;
  const keep = async () => {
    await query("TRUNCATE kept");
    await query("INSERT INTO kept SELECT * FROM journal_entry WHERE group_session_id = $1", [session()]);
  };
  /** What was kept, and what was written since. */
  const repair = async () => {
    await query(
      "DELETE FROM journal_entry one USING kept WHERE one.group_session_id = kept.group_session_id AND one.sequence = kept.sequence",
    );
    await query("INSERT INTO journal_entry SELECT * FROM kept");
  };
  const askSummary = async () => {
    const signedIn = await fetch(new URL("/api/sign-in", url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ link: damaged.created.therapist.link }),
    });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    return fetch(new URL(`/api/sessions/${session()}/summary`, url), { headers: { cookie } });
  };
  const links = ({ therapist, patients }: SimulatedClass) =>
    [therapist, ...patients].map(({ participant }) => participant.link);
  const statuses = (group: SimulatedClass) => links(group).map((link) => link.status());
  const told = () => lines.map(parseLine).filter((line) => line?.msg === TOLD);
  const unreadable = async (kind: string) =>
    (await readMetrics(url)).get(`ensemble_sessions_unreadable_total{kind="${kind}"}`) ?? 0;
  const untilConnected = () =>
    vi.waitFor(() => expect(statuses(damaged)).toEqual(["connected", "connected"]), PATIENCE);

  it("is refused to all who come, told once, not written to, and opens by itself once it is repaired", async () => {
    await untilConnected();
    const [, sql, kind] = DAMAGES[0];
    // At once, and as if its owner had died: whoever comes for it reads it again.
    await query("BEGIN");
    await query("UPDATE session_lease SET epoch = epoch + 1, holder = NULL WHERE group_session_id = $1", [session()]);
    await keep();
    await query(sql, [session()]);
    const left = await stored();
    await query("COMMIT");
    await vi.waitFor(() => expect(statuses(damaged)).toEqual(["heldBack", "heldBack"]), PATIENCE);
    await vi.waitFor(async () => expect(await unreadable(kind)).toBeGreaterThanOrEqual(2), PATIENCE);
    expect(told()).toEqual([expect.objectContaining({ groupSessionId: session(), kind })]);
    expect(await stored()).toEqual(left);
    expect(statuses(sound)).toEqual(["connected", "connected"]);
    for (const mode of ["everybody", "therapistOnly"] as const) {
      const { link } = sound.therapist.participant;
      expect(await link.command({ name: "changePictureMode", mode })).toMatchObject({ applied: true });
    }
    await repair();
    await untilConnected();
    await vi.waitFor(() => expect(damaged.counts()).toEqual([2]), PATIENCE);
    const { link } = damaged.therapist.participant;
    const participantId = damaged.patients[0]?.participant.me.personId ?? null;
    expect(await link.command({ name: "moveSpotlight", participantId })).toMatchObject({ applied: true });
  });

  it("goes on by what is there when somebody else wrote into it meanwhile, and loses no command", async () => {
    await untilConnected();
    await query(
      `INSERT INTO journal_entry (group_session_id, sequence, epoch, at, kind, fact, batch)
       SELECT group_session_id, max(sequence) + 1, max(epoch), now(), 'phaseStarted', '{"kind": "phaseStarted", "phase": "exercise"}', max(batch)
       FROM journal_entry WHERE group_session_id = $1 GROUP BY group_session_id`,
      [session()],
    );
    const { link } = damaged.therapist.participant;
    expect(await link.command({ name: "changePictureMode", mode: "everybody" })).toMatchObject({ applied: true });
    expect(told()).toEqual([expect.objectContaining({ groupSessionId: session(), kind: "append" })]);
    const entries = await stored();
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
  });

  it.each(DAMAGES)("has no summary rather than a wrong one: one %s", async (_what, sql, kind) => {
    await untilConnected();
    expect((await askSummary()).status).toBe(200);
    const before = await unreadable(kind);
    await keep();
    await query(sql, [session()]);
    const refused = await askSummary();
    expect([refused.status, await refused.json()]).toEqual([503, { code: "session/unreadable" }]);
    expect(await unreadable(kind)).toBe(before + 1);
    await repair();
    expect((await askSummary()).status).toBe(200);
  });
});
