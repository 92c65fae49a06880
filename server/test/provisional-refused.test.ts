// A database that answers and takes nothing for a while, and takes everything again.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };

const refuseAll = (code: string) => `
  CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused by the test' USING ERRCODE = '${code}'; END $$;
  CREATE TRIGGER refuse BEFORE INSERT ON journal_entry EXECUTE FUNCTION refuse();
  CREATE TRIGGER refuse BEFORE INSERT ON frame_batch EXECUTE FUNCTION refuse()`;
const TAKE_ALL = "DROP TRIGGER refuse ON journal_entry; DROP TRIGGER refuse ON frame_batch";

describe("a class whose database takes nothing", () => {
  let opened: ClassOnOwnDatabase;
  beforeAll(async () => {
    opened = await openClassOnOwnDatabase();
  }, 180_000);
  afterAll(() => opened?.close());

  it.each([
    ["is only to be read", ["ALTER SYSTEM SET default_transaction_read_only = on"], ["ALTER SYSTEM RESET ALL"]],
    // As PostgreSQL reports a full disk; filling a real one needs rights that a test has not everywhere.
    ["has no space left", [refuseAll("53100")], [TAKE_ALL]],
  ])(
    "because it %s counts on provisionally, and has it all in the end",
    { timeout: 180_000 },
    async (_why, begin, end) => {
      const { group, database } = opened;
      const state = () => group.therapist.participant.state();
      await group.startSet("shoulder-abduction", 3);
      await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
      await execute(database.url, begin);
      await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
      await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThan(1), PATIENCE);
      const finished = group.therapist.participant.link.command({ name: "moveSpotlight", participantId: null });
      await execute(database.url, ["SET default_transaction_read_only = off", ...end]);
      expect(await finished).toMatchObject({ applied: true });
      await group.waitUntilMoved();
      await vi.waitFor(() => expect(group.counts()).toEqual([3]), PATIENCE);
      await vi.waitFor(() => expect(state()?.provisional).toBe(false), PATIENCE);
      expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
      expect(group.refusals).toEqual([]);
    },
  );
});

async function execute(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
    await client.query("SELECT pg_reload_conf()");
  } finally {
    await client.end();
  }
}
