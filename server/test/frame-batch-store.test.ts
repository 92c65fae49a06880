// Frames of several sessions in one append, on a real database.
import { randomBytes } from "node:crypto";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createJournalStore, createLeaseStore, type JournalStore } from "../src/session/index.ts";
import { openTestClinic, type TestClinic } from "./support/test-clinic.ts";

const SESSIONS = 40;
let clinic: TestClinic;
let journal: JournalStore;
/** Each held at epoch 1. */
let sessions: readonly GroupSessionId[];

beforeAll(async () => {
  clinic = await openTestClinic();
});
afterAll(() => clinic?.close());
beforeEach(async () => {
  journal = createJournalStore(clinic.pool, { fields: randomBytes(32), poses: randomBytes(32) });
  sessions = await Promise.all(Array.from({ length: SESSIONS }, () => clinic.planSession()));
  const leases = createLeaseStore(clinic.pool);
  for (const session of sessions) await leases.takeLease(session, "server", undefined);
});

const appendAll = (batch: number, epochOf: (index: number) => number = () => 1) =>
  Promise.all(
    sessions.map((session, index) =>
      journal.append(session, epochOf(index), [], batch, new Uint8Array([index, batch])),
    ),
  );
const stored = async (session: GroupSessionId) =>
  (await journal.readFrameBatches(session, 0)).map(({ bytes }) => [...bytes]);

describe("frames of many sessions at once", () => {
  it("are appended each to its own session, in far fewer commits than there are sessions", async () => {
    const query = vi.spyOn(clinic.pool, "query");
    expect(await appendAll(0)).toEqual(sessions.map(() => "appended"));
    expect(query.mock.calls.length).toBeLessThan(5);
    query.mockRestore();
    await appendAll(1);
    for (const [index, session] of sessions.entries())
      expect(await stored(session)).toEqual([
        [index, 0],
        [index, 1],
      ]);
  });

  it("are refused to whom the lease was taken from, and to nobody else", async () => {
    const epochOf = (index: number) => (index === 7 ? 0 : 1);
    const outcomes = await appendAll(0, epochOf);
    expect(outcomes).toEqual(sessions.map((_, index) => (index === 7 ? "stale" : "appended")));
    expect(await stored(sessions[7] as GroupSessionId)).toEqual([]);
  });

  it("that are there already hold nobody else's up", async () => {
    const again = sessions[3] as GroupSessionId;
    await journal.append(again, 1, [], 0, new Uint8Array([99]));
    const outcomes = await Promise.allSettled(
      sessions.map((session) => journal.append(session, 1, [], 0, new Uint8Array([1]))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      sessions.map((session) => (session === again ? "rejected" : "fulfilled")),
    );
    expect(outcomes[3]).toMatchObject({ reason: { code: "23505" } });
    expect(await stored(again)).toEqual([[99]]);
  });

  it("do not wait for a session that is changing hands", async () => {
    const taken = sessions[5] as GroupSessionId;
    const taker = new pg.Client({ connectionString: clinic.databaseUrl });
    await taker.connect();
    await taker.query("BEGIN");
    await taker.query("UPDATE session_lease SET epoch = epoch + 1 WHERE group_session_id = $1", [taken]);
    let waits = true;
    const others = sessions.filter((session) => session !== taken);
    const first = journal.append(others[0] as GroupSessionId, 1, [], 0, new Uint8Array([0]));
    const passedOver = journal.append(taken, 1, [], 0, new Uint8Array([1])).finally(() => {
      waits = false;
    });
    const rest = others.slice(1).map((session) => journal.append(session, 1, [], 0, new Uint8Array([2])));
    expect(await Promise.all([first, ...rest])).toEqual(others.map(() => "appended"));
    expect(waits).toBe(true);
    await taker.query("COMMIT");
    await taker.end();
    expect(await passedOver).toBe("stale");
  });
});
