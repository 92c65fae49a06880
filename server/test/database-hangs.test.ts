// A database that neither answers nor refuses: its processes are halted, as a machine in trouble halts them.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { haltPostgres } from "../../scripts/cluster/halt-postgres.ts";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";
import { readMetrics } from "./support/read-metrics.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const REPETITIONS = 8;

describe("a class whose database hangs", () => {
  let opened: ClassOnOwnDatabase;
  let goOn: () => void = () => {};

  beforeAll(async () => {
    opened = await openClassOnOwnDatabase();
  }, 180_000);
  afterAll(async () => {
    goOn();
    await opened?.close();
  });

  const halt = async () => {
    goOn = await haltPostgres(opened.database.directory);
  };
  const readHealth = async (): Promise<{ code: number; health: Health }> => {
    const response = await fetch(new URL("/healthz", opened.url));
    return { code: response.status, health: (await response.json()) as Health };
  };

  it("says so, goes on counting, and in the end has every repetition once", { timeout: 240_000 }, async () => {
    const { group } = opened;
    const state = () => group.therapist.participant.state();
    const unacknowledged = () => group.patients[0]?.participant.link.unacknowledged();
    await group.startSet("shoulder-abduction", REPETITIONS);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
    await halt();
    expect(await readHealth()).toMatchObject({
      code: 503,
      health: { status: "degraded", database: { status: "down" }, media: { status: "ok" } },
    });
    await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
    const away = await readMetrics(opened.url);
    expect([away.get("ensemble_database_up"), away.get("ensemble_sessions_provisional")]).toEqual([0, 1]);
    expect(away.get("ensemble_journal_entries_waiting")).toBeGreaterThan(0);
    // Longer than any statement is waited for: what hangs is given up and tried again.
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS]), PATIENCE);
    goOn();
    await vi.waitFor(() => expect(state()?.provisional).toBe(false), PATIENCE);
    await vi.waitFor(async () => expect((await readHealth()).code).toBe(200), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    group.patients[0]?.stopMoving();
    await vi.waitFor(() => expect(unacknowledged()).toBe(0), PATIENCE);
    expect([group.counts(), group.refusals, group.therapist.participant.link.epoch()]).toEqual([[REPETITIONS], [], 1]);
    const back = await readMetrics(opened.url);
    expect([back.get("ensemble_database_up"), back.get("ensemble_sessions_provisional")]).toEqual([1, 0]);
    // Each statement was given up once at least, and what waited got through all the same.
    expect(back.get("ensemble_journal_append_failures_total")).toBeGreaterThan(0);
    expect(back.get("ensemble_lease_renewals_failed_total")).toBeGreaterThan(0);
    await vi.waitFor(
      async () => expect((await readMetrics(opened.url)).get("ensemble_journal_entries_waiting")).toBe(0),
      PATIENCE,
    );
    expect(await countedOrdinals()).toEqual(Array.from({ length: REPETITIONS }, (_, index) => index + 1));
  });

  it("ends in order all the same", { timeout: 120_000 }, async () => {
    await halt();
    await opened.closeServer();
    goOn();
  });

  const countedOrdinals = async (): Promise<readonly number[]> => {
    const client = new pg.Client({ connectionString: opened.database.url });
    await client.connect();
    try {
      const { rows } = await client.query<{ ordinal: number }>(
        "SELECT ordinal FROM journal_entry WHERE kind = 'repetitionCounted' ORDER BY sequence",
      );
      return rows.map(({ ordinal }) => ordinal);
    } finally {
      await client.end();
    }
  };
});
