// Who owns a session: judged on one's own monotonic clock, on a real database.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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
