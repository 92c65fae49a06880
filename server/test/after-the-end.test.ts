// The questions at the end: asked of people whose page or server went away just then, and not asked for ever.

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { readSimulatedSummary } from "../src/demo/read-simulated-summary.ts";
import { joinAsSimulated, type SimulatedParticipant } from "../src/demo/simulated-participant.ts";
import { createSession } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 30_000, interval: 50 };

describe("a session that has ended", () => {
  let server: ServerProcess;
  let pool: pg.Pool;
  let drop: (() => Promise<void>) | undefined;
  let therapist: SimulatedParticipant;
  let patient: SimulatedParticipant;
  let created: Awaited<ReturnType<typeof createSession>>;
  const refusals: (string | undefined)[] = [];

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    pool = new pg.Pool({ connectionString: environment.env.DATABASE_URL });
    server = await createServerProcess(environment.env);
    await server.start();
    created = await createSession(server.url, 1);
    const common = { url: server.url, groupSessionId: created.groupSessionId, source: "none" } as const;
    const inviteLink = created.patients[0]?.link ?? "";
    therapist = await joinAsSimulated({ ...common, inviteLink: created.therapist.link });
    const onStatus = (_status: string, refusal: string | undefined) => refusals.push(refusal);
    patient = await joinAsSimulated({ ...common, inviteLink, onStatus });
    await vi.waitFor(() => expect(patient.link.status()).toBe("connected"), PATIENCE);
    await therapist.link.command({ name: "finishSession" });
    await vi.waitFor(async () => expect(await endedAt()).not.toBeNull(), PATIENCE);
  });
  afterAll(async () => {
    patient?.link.close();
    therapist?.link.close();
    await server?.stop();
    await pool?.end();
    await drop?.();
  });

  const endedAt = async (): Promise<Date | null> =>
    (await pool.query("SELECT ended_at FROM group_session WHERE id = $1", [created.groupSessionId])).rows[0].ended_at;
  const readSummary = () => readSimulatedSummary(server.url, created.patients[0]?.link ?? "", created.groupSessionId);

  it("takes answers of a patient who comes back after a restart, and the wish to leave the leaderboard", async () => {
    const ended = await endedAt();
    await server.stop();
    await vi.waitFor(() => expect(patient.link.status()).toBe("reconnecting"), PATIENCE);
    const asked = patient.link.command({ name: "reportPain", level: 4 });
    await server.start();
    expect(await asked).toMatchObject({ applied: true });
    expect(await patient.link.command({ name: "reportEffort", level: 6 })).toMatchObject({ applied: true });
    expect(await patient.link.command({ name: "chooseStanding", standing: "hidden" })).toMatchObject({ applied: true });
    expect(await patient.link.command({ name: "declareReady", ready: true })).toMatchObject({ code: "session/ended" });
    const summary = await readSummary();
    expect(summary.patients).toMatchObject([{ pain: 4, effort: 6, standing: "hidden" }]);
    expect(summary.leaderboard).toEqual([]);
    expect(await endedAt()).toEqual(ended);
  });

  it("closes by itself when its time is over, also when its end had not been recorded", async () => {
    await server.stop();
    await pool.query("UPDATE journal_entry SET at = at - interval '31 minutes'");
    await pool.query("UPDATE group_session SET ended_at = NULL");
    await server.start();
    await vi.waitFor(() => expect(refusals.at(-1)).toBe("session/ended"), PATIENCE);
    expect(patient.link.status()).toBe("refused");
  });
});
