// Who owns a session: judged on one's own monotonic clock, on a real database.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createLeaseStore, createLeaseWatch } from "../src/session/index.ts";
import { openTestClinic, type TestClinic } from "./support/test-clinic.ts";

let clinic: TestClinic;
let leases: ReturnType<typeof createLeaseStore>;
let session: GroupSessionId;
let nowMs = 0;

beforeAll(async () => {
  clinic = await openTestClinic();
  leases = createLeaseStore(clinic.pool);
});
afterAll(() => clinic?.close());
beforeEach(async () => {
  session = await clinic.planSession();
});

/** A process with a clock of its own, which only these tests move. */
const watch = (store = leases) => createLeaseWatch(store, () => nowMs);
/** One look every 500 ms. */
async function lookFor(one: ReturnType<typeof watch>, ms: number): Promise<number | undefined> {
  for (const end = nowMs + ms; nowMs < end; nowMs += 500) {
    const epoch = await one.tryToTake(session, "second");
    if (epoch !== undefined) return epoch;
  }
  return one.tryToTake(session, "second");
}

describe("a session's lease", () => {
  it("is had at once when nobody has it or who had it gave it back, each time with a higher epoch", async () => {
    expect(await watch().tryToTake(session, "first")).toBe(1);
    await leases.releaseLease(session, 1);
    expect(await watch().tryToTake(session, "second")).toBe(2);
    expect(await leases.renewLease(session, 1)).toBe(false);
    expect(await leases.renewLease(session, 2)).toBe(true);
  });

  it("stays with a holder who renews it, however long another one looks", async () => {
    await watch().tryToTake(session, "first");
    const other = watch();
    for (let second = 0; second < 20; second++) {
      expect(await lookFor(other, 1_000)).toBeUndefined();
      expect(await leases.renewLease(session, 1)).toBe(true);
    }
  });

  it("is renewed with those of other sessions in one statement, which passes over a lost one and waits for nobody", async () => {
    const sessions = await Promise.all(Array.from({ length: 12 }, () => clinic.planSession()));
    for (const one of sessions) await leases.takeLease(one, "first", undefined);
    const [lost, changing] = sessions as [GroupSessionId, GroupSessionId];
    await leases.takeLease(lost, "second", { epoch: 1, renewals: 0, held: true });
    const taker = new pg.Client({ connectionString: clinic.databaseUrl });
    await taker.connect();
    await taker.query("BEGIN");
    await taker.query("SELECT 1 FROM session_lease WHERE group_session_id = $1 FOR SHARE", [changing]);
    const query = vi.spyOn(clinic.pool, "query");
    let waits = true;
    const asked = sessions.map((one) => leases.renewLease(one, 1));
    const passedOver = (asked[1] as Promise<boolean>).finally(() => {
      waits = false;
    });
    expect(await Promise.all(asked.filter((_, index) => index !== 1))).toEqual([
      false,
      ...sessions.slice(2).map(() => true),
    ]);
    expect([waits, query.mock.calls.length]).toEqual([true, 3]);
    query.mockRestore();
    await taker.query("COMMIT");
    await taker.end();
    expect(await passedOver).toBe(true);
    const renewals = await Promise.all(sessions.map(async (one) => (await leases.findLease(one))?.renewals));
    expect(renewals).toEqual([0, ...sessions.slice(1).map(() => 1)]);
  });

  it("passes on when it has stood still for three seconds, whatever a wall clock says", async () => {
    await watch().tryToTake(session, "first");
    const other = watch();
    expect(await lookFor(other, 2_500)).toBeUndefined();
    nowMs += 500;
    expect(await other.tryToTake(session, "second")).toBe(2);
  });

  it("has been watched since the process started", async () => {
    await watch().tryToTake(session, "first");
    const other = watch();
    await other.lookAround();
    nowMs += 3_000;
    expect(await other.tryToTake(session, "second")).toBe(2);
  });

  it("passes to one of several who wait for it", async () => {
    await watch().tryToTake(session, "first");
    const others = [watch(), watch(), watch()];
    for (const other of others) await other.tryToTake(session, "other");
    nowMs += 3_000;
    const epochs = await Promise.all(others.map((other) => other.tryToTake(session, "other")));
    expect(epochs.filter((epoch) => epoch !== undefined)).toEqual([2]);
  });

  it("does not pass on because the database did not answer for a while: nobody could renew it", async () => {
    await watch().tryToTake(session, "first");
    let away = false;
    const other = watch({
      ...leases,
      findLease: async (groupSessionId) => {
        if (away) throw new Error("no answer");
        return leases.findLease(groupSessionId);
      },
    });
    expect(await other.tryToTake(session, "second")).toBeUndefined();
    away = true;
    nowMs += 10_000;
    await expect(other.tryToTake(session, "second")).rejects.toThrow("no answer");
    away = false;
    expect(await lookFor(other, 2_500)).toBeUndefined();
    const slow = watch({
      ...leases,
      findLease: async (groupSessionId) => {
        nowMs += 10_000;
        return leases.findLease(groupSessionId);
      },
    });
    expect(await slow.tryToTake(session, "second")).toBeUndefined();
    expect(await slow.tryToTake(session, "second")).toBeUndefined();
  });
});
