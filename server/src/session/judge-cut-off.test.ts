import { describe, expect, it, vi } from "vitest";
import { createCutOffJudge } from "./judge-cut-off.ts";

const OK = { status: "ok" } as const;
const DOWN = { status: "down", reason: "no_answer" } as const;

function judge(known: boolean, now: typeof OK | typeof DOWN, other: boolean) {
  const isAnotherReady = vi.fn(async () => other);
  const database = {
    known: () => (known ? ({ reachable: true } as const) : ({ reachable: false, sinceMs: 0 } as const)),
    read: async () => now,
  };
  return { isCutOff: createCutOffJudge({ database, isAnotherReady }), isAnotherReady };
}

describe("a process that cannot renew its leases", () => {
  it("is cut off when it does not reach the database and another one does", async () => {
    expect(await judge(false, DOWN, true).isCutOff()).toBe(true);
  });

  it("is not when nobody reaches the database", async () => {
    expect(await judge(false, DOWN, false).isCutOff()).toBe(false);
  });

  it("is not when the database answers it and takes nothing, which is so for all: nobody is asked", async () => {
    const { isCutOff, isAnotherReady } = judge(true, OK, true);
    expect(await isCutOff()).toBe(false);
    expect(isAnotherReady).not.toHaveBeenCalled();
  });

  it("is not when the database has just come back, for the other a moment earlier", async () => {
    expect(await judge(false, OK, true).isCutOff()).toBe(false);
  });

  it("asks the others once for all its sessions, and anew the next time", async () => {
    const { isCutOff, isAnotherReady } = judge(false, DOWN, true);
    expect(await Promise.all([isCutOff(), isCutOff(), isCutOff()])).toEqual([true, true, true]);
    expect(isAnotherReady).toHaveBeenCalledOnce();
    await isCutOff();
    expect(isAnotherReady).toHaveBeenCalledTimes(2);
  });
});
