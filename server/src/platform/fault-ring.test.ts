import { FAULT_KINDS } from "@ensemble/shared/protocol/operator-report.ts";
import { describe, expect, it } from "vitest";
import { createFaultRing } from "./fault-ring.ts";

const openRing = () => {
  let now = 1_000;
  const ring = createFaultRing(() => now);
  return { ...ring, pass: (milliseconds: number) => (now += milliseconds) };
};

describe("the newest faults", () => {
  it("come newest first, with their session where they have one", () => {
    const { note, newest, pass } = openRing();
    note("databaseAway");
    pass(10);
    note("leaseLost", "class-1");
    expect(newest()).toEqual([
      { kind: "leaseLost", groupSessionId: "class-1", firstAtMs: 1_010, lastAtMs: 1_010, times: 1 },
      { kind: "databaseAway", groupSessionId: null, firstAtMs: 1_000, lastAtMs: 1_000, times: 1 },
    ]);
  });

  it("are one while the same goes on in the same session, and another after a quiet minute", () => {
    const { note, newest, pass } = openRing();
    for (let times = 0; times < 3; times++) {
      note("journalRetried", "class-1");
      pass(500);
    }
    note("journalRetried", "class-2");
    expect(newest().map(({ groupSessionId, times }) => [groupSessionId, times])).toEqual([
      ["class-2", 1],
      ["class-1", 3],
    ]);
    pass(60_000);
    note("journalRetried", "class-1");
    expect(newest()[0]).toMatchObject({ groupSessionId: "class-1", times: 1, firstAtMs: 62_500 });
    expect(newest()).toHaveLength(3);
  });

  it("keep what a flood of another kind came from", () => {
    const { note, newest } = openRing();
    note("databaseAway");
    for (let index = 0; index < 500; index++) note("journalRetried", `class-${index}`);
    expect(newest().at(-1)?.kind).toBe("databaseAway");
    expect(newest()).toHaveLength(11);
    expect(newest()[0]?.groupSessionId).toBe("class-499");
  });

  it("are never more than fifty", () => {
    const { note, newest } = openRing();
    for (const kind of FAULT_KINDS) for (let index = 0; index < 10; index++) note(kind, `class-${index}`);
    expect(newest()).toHaveLength(50);
    expect(newest()[0]).toMatchObject({ kind: FAULT_KINDS.at(-1), groupSessionId: "class-9" });
  });
});
