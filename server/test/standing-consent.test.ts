// Standing consents over the real protocol, on a database that can be taken away: given by their person alone, counted in a class as a yes, and taken back
// from the class, from another device, with the database away, and for good.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StandingConsentView } from "@ensemble/shared/protocol/http-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { RECORDING_AUDIENCE, STANDING_CONSENT_DAYS } from "@ensemble/shared/session/recording-consent.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { copyDatabase } from "../../scripts/cluster/copy-database.ts";
import { DEMO_CLINIC_ID, DEMO_OPERATOR, DEMO_THERAPIST } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { readConfig } from "../src/platform/config.ts";
import { startEmbeddedPostgres } from "../src/platform/embedded-postgres.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { createLogger } from "../src/platform/logger.ts";
import { auditKey } from "../src/recordings/audit-chain.ts";
import { createAuditStore } from "../src/recordings/audit-store.ts";
import { startServer } from "../src/start-server.ts";
import { type RawSeat, takeRawSeat } from "./support/raw-seat.ts";
import { createSession } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
/** Of routes, which answer a person once a second in the long run, and of what is tidied twice a minute. */
const ASKING = { timeout: 60_000, interval: 1_000 };
const DAY_MS = 86_400_000;
const GIVE = { audience: RECORDING_AUDIENCE };
const RUN = { name: "runRecording", running: true };
const HALT = { name: "runRecording", running: false };
const NO = { name: "answerRecording", given: false };
const BACK = { name: "takeBackStandingConsent" };

describe("a standing consent to being recorded", () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let url: string;
  let state: string;
  let directory: string | undefined;
  let key: Buffer;
  let drop: (() => Promise<void>) | undefined;
  const seats: Record<string, RawSeat> = {};
  const cookies: Record<string, string> = {};
  const ids: Record<string, string> = {};

  const startDatabase = async () => {
    postgres = await startEmbeddedPostgres({
      directory: directory ?? "",
      binDirectory: inject("postgresBinDirectory"),
    });
  };
  const query = async (sql: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      return (await client.query(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    const made = await testEnvironment();
    drop = made.drop;
    state = made.env.ENSEMBLE_DATA_DIR ?? "";
    directory = await mkdtemp(join(tmpdir(), "ensemble-own-database-"));
    await copyDatabase(inject("preparedDatabase"), directory);
    await startDatabase();
    server = await startServer(readConfig({ ...made.env, DATABASE_URL: postgres.url }, []), createLogger("silent"));
    url = server.url.replace("localhost", "127.0.0.1");
    key = auditKey((await loadKeys(join(state, "keys.json"))).fields);
    const created = await createSession(url, 2);
    // The people of such a class are simulated, and nobody records those.
    await query("UPDATE person SET simulated = false");
    const { groupSessionId } = created;
    const links = {
      thea: created.therapist.link,
      ana: created.patients[0]?.link ?? "",
      bruno: created.patients[1]?.link ?? "",
    };
    for (const [name, link] of Object.entries(links)) {
      seats[name] = await takeRawSeat(url, { groupSessionId, link });
      await seats[name].hello();
    }
    const others = { colleague: DEMO_THERAPIST.personId, operator: DEMO_OPERATOR.personId };
    const allLinks = {
      ...links,
      ...Object.fromEntries(Object.entries(others).map(([name, id]) => [name, server.app.inviteLink(id)])),
    };
    for (const [name, link] of Object.entries(allLinks)) {
      const { cookie, me } = await signInByLink(url, link);
      [cookies[name], ids[name]] = [cookie, me.personId];
    }
    for (const name of ["ana", "bruno"]) await applied(name, { name: "acceptAgreement", version: AGREEMENT_VERSION });
  }, 180_000);
  afterAll(async () => {
    for (const seat of Object.values(seats)) seat.close();
    await server?.close();
    await postgres?.stop("immediate");
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
    await drop?.();
  });

  const ask = (who: string, what = "", body?: unknown) =>
    fetch(`${url}/api/standing-consent${what}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie: cookies[who] ?? "", "content-type": "application/json" },
    });
  const untilMs = async (who: string, what = "", body?: unknown) => {
    const answer = await ask(who, what, body);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as StandingConsentView).untilMs;
  };
  const refusal = async (answer: Promise<Response>) => {
    const response = await answer;
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  const command = (who: string, what: object) => seats[who]?.command(what);
  const applied = async (who: string, what: object) =>
    expect(await command(who, what)).toMatchObject({ applied: true });
  /** What the first is shown of the second's clinical fields. */
  const shown = (to: string, of = to) => seats[to]?.states.at(-1)?.clinical[ids[of] ?? ""] ?? {};
  const answers = (of: string) => [shown("thea", of).recordingAnswer, shown("thea", of).answerStandsUntilMs];
  const isRecorded = (of: string) =>
    seats.thea?.states.at(-1)?.participants[ids[of] ?? ""]?.takesPartInRecording as boolean;
  const audited = async () => {
    const pool = new pg.Pool({ connectionString: postgres.url });
    const audit = createAuditStore(pool, key);
    const entries = await audit.read(DEMO_CLINIC_ID, { limit: 500 });
    const { faults } = await audit.verify(DEMO_CLINIC_ID);
    await pool.end();
    expect(faults).toEqual([]);
    return entries
      .filter(({ action }) => action.startsWith("consent."))
      .map(({ action, actor }) => `${action} by ${actor.role} ${actor.personId}`)
      .reverse();
  };
  const shares = () => readdir(join(state, "recordings", "consents")).catch(() => []);

  it("is given and taken back by patients alone, each for themselves", async () => {
    for (const who of ["thea", "colleague"])
      for (const answer of [ask(who), ask(who, "/give", GIVE), ask(who, "/take-back", {})])
        expect(await refusal(answer)).toEqual([403, "recording/not_allowed"]);
    expect(await refusal(ask("operator", "/give", GIVE))).toEqual([403, "sign_in/not_for_operators"]);
    expect(await refusal(ask("nobody", "/give", GIVE))).toEqual([401, "sign_in/required"]);
    for (const body of [{}, { audience: "everybody" }, { ...GIVE, personId: ids.bruno }])
      expect(await refusal(ask("ana", "/give", body))).toEqual([400, "protocol/malformed"]);
    expect(await untilMs("ana")).toBeNull();
    expect(await untilMs("ana", "/take-back", {})).toBeNull();
    expect([await audited(), await shares()]).toEqual([[], []]);
  });

  it("is given until a day that is told, once, and is nobody else's", async () => {
    const before = Date.now();
    const until = await untilMs("ana", "/give", GIVE);
    expect(until).toBeGreaterThanOrEqual(before + STANDING_CONSENT_DAYS * DAY_MS);
    expect(until).toBeLessThanOrEqual(Date.now() + STANDING_CONSENT_DAYS * DAY_MS);
    expect(await untilMs("ana", "/give", GIVE)).toBe(until);
    expect([await untilMs("ana"), await untilMs("bruno")]).toEqual([until, null]);
    expect(await audited()).toEqual([`consent.given by patient ${ids.ana}`]);
    expect(await shares()).toHaveLength(1);
  });

  it("counts as its person's yes in a class, told to the therapist and to them, and to no other", async () => {
    const until = await untilMs("ana");
    await vi.waitFor(() => expect(shown("ana").standingConsentUntilMs).toBe(until), PATIENCE);
    await applied("thea", RUN);
    await vi.waitFor(() => expect(answers("ana")).toEqual(["given", until]), PATIENCE);
    await vi.waitFor(() => expect(shown("ana").answerStandsUntilMs).toBe(until), PATIENCE);
    expect([isRecorded("ana"), isRecorded("bruno"), answers("bruno")]).toEqual([true, false, ["none", 0]]);
    // That somebody is recorded everybody is told; why, not.
    const seen = seats.bruno?.states.at(-1);
    expect(seen?.participants[ids.ana ?? ""]?.takesPartInRecording).toBe(true);
    for (const { clinical } of seats.bruno?.states ?? []) {
      expect(clinical[ids.ana ?? ""]?.standingConsentUntilMs).toBeUndefined();
      expect(clinical[ids.ana ?? ""]?.answerStandsUntilMs).toBeUndefined();
    }
  });

  it("does not outdo a no of the class, nor in its next recording", async () => {
    await applied("ana", NO);
    await vi.waitFor(() => expect([answers("ana"), isRecorded("ana")]).toEqual([["refused", 0], false]), PATIENCE);
    await applied("thea", HALT);
    await applied("thea", RUN);
    await vi.waitFor(() => expect(answers("ana")).toEqual(["refused", 0]), PATIENCE);
    expect(await untilMs("ana")).not.toBeNull();
  });

  it("counts in a recording that runs, and ends it when it is taken back on another device", async () => {
    const until = await untilMs("bruno", "/give", GIVE);
    await vi.waitFor(() => expect([answers("bruno"), isRecorded("bruno")]).toEqual([["given", until], true]), PATIENCE);
    expect(await untilMs("bruno", "/take-back", {})).toBeNull();
    await vi.waitFor(() => expect([answers("bruno"), isRecorded("bruno")]).toEqual([["refused", 0], false]), PATIENCE);
    expect(await untilMs("bruno", "/take-back", {})).toBeNull();
    expect((await audited()).slice(-2)).toEqual([
      `consent.given by patient ${ids.bruno}`,
      `consent.takenBack by patient ${ids.bruno}`,
    ]);
  });

  it("is taken back in the class by its person only", async () => {
    expect(await command("thea", BACK)).toMatchObject({ applied: false, code: "command/not_allowed" });
    expect(await command("bruno", BACK)).toMatchObject({ applied: false, code: "command/not_now" });
    expect(await untilMs("ana")).not.toBeNull();
  });

  it("that is taken back while the database is away is so at once, and nowhere any more", {
    timeout: 180_000,
  }, async () => {
    // Bruno's own yes in this class, beside a new standing consent.
    await applied("bruno", { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE });
    const until = await untilMs("bruno", "/give", GIVE);
    await vi.waitFor(() => expect(shown("bruno").standingConsentUntilMs).toBe(until), PATIENCE);
    expect(isRecorded("bruno")).toBe(true);
    const before = await shares();
    await postgres.stop("immediate");
    const answer = command("bruno", BACK);
    await vi.waitFor(() => expect([answers("bruno"), isRecorded("bruno")]).toEqual([["refused", 0], false]), PATIENCE);
    expect(shown("bruno").standingConsentUntilMs).toBe(0);
    await vi.waitFor(async () => expect((await shares()).length).toBe(before.length - 1), PATIENCE);
    await startDatabase();
    expect(await answer).toMatchObject({ applied: true });
    await vi.waitFor(async () => expect(await untilMs("bruno")).toBeNull(), ASKING);
    await vi.waitFor(
      async () => expect((await audited()).at(-1)).toBe(`consent.takenBack by patient ${ids.bruno}`),
      ASKING,
    );
    expect([answers("bruno"), isRecorded("bruno")]).toEqual([["refused", 0], false]);
  });

  it("that was taken back is not brought back by a database from before", async () => {
    await query("DELETE FROM journal_entry WHERE kind = 'standingConsentTakenBack'");
    const rows = await query(
      "UPDATE standing_consent SET taken_back_at = NULL, cleared_at = NULL WHERE person_id = $1 RETURNING id",
      [ids.bruno],
    );
    expect(rows).toHaveLength(2);
    expect(await untilMs("bruno")).toBeNull();
  });

  it("is over with its day: whoever had it is asked", async () => {
    await query("UPDATE standing_consent SET ends_at = now() - interval '1 second' WHERE person_id = $1", [ids.ana]);
    expect(await untilMs("ana")).toBeNull();
    const until = await untilMs("ana", "/give", GIVE);
    expect(until).toBeGreaterThan(Date.now());
    await query("UPDATE standing_consent SET audience = 'everybody' WHERE person_id = $1", [ids.ana]);
    // To another audience it is none.
    expect(await untilMs("ana")).toBeNull();
  });

  it("is given a few times, and then no more for a while", async () => {
    const answers: number[] = [];
    for (let time = 0; time < 8; time++) {
      answers.push((await ask("bruno", "/give", GIVE)).status);
      expect((await ask("bruno", "/take-back", {})).status).toBe(200);
    }
    expect(answers.at(-1)).toBe(429);
    expect(answers[0]).toBe(200);
  });
});
