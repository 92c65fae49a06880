import { LocalPresence } from "@colyseus/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findReady } from "./find-ready.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Given = "ready" | "notReady" | "hangs" | "dead";

/** Processes over one presence, by their ids: how each does, and how many rooms it has. */
async function openProcesses(given: Readonly<Record<string, readonly [Given, number]>>) {
  const presence = new LocalPresence();
  const listed = Object.entries(given).map(([processId, [, roomCount]]) => ({ processId, roomCount }));
  const healthCheckProcessId = vi.fn(async () => false);
  const open = (processId: string, how: Given) =>
    findReady({
      isReady: async () => (how === "hangs" ? new Promise<never>(() => undefined) : how === "ready"),
      core: { presence, processId, stats: { fetchAll: async () => listed }, healthCheckProcessId },
    });
  const processes = new Map<string, ReturnType<typeof open>>();
  for (const [processId, [how]] of Object.entries(given)) {
    const process = open(processId, how);
    if (how !== "dead") await process.join();
    processes.set(processId, process);
  }
  const wait = async <Answer>(answer: Promise<Answer> | undefined) => {
    await vi.advanceTimersByTimeAsync(5_000);
    return answer;
  };
  return {
    isThereAnother: (asked: string) => wait(processes.get(asked)?.isThereAnother()),
    chooseForRoom: (asked: string) => wait(processes.get(asked)?.chooseForRoom()),
    healthCheckProcessId,
  };
}

describe("whether another process takes new work", () => {
  it("is so when one of several says so", async () => {
    const given = { own: ["notReady", 1], cut: ["notReady", 0], dead: ["dead", 0], well: ["ready", 3] } as const;
    expect(await (await openProcesses(given)).isThereAnother("own")).toBe(true);
  });

  it("is not so when only this one does, the others do not, or say nothing", async () => {
    const given = { own: ["ready", 1], cut: ["notReady", 0], slow: ["hangs", 0], dead: ["dead", 0] } as const;
    expect(await (await openProcesses(given)).isThereAnother("own")).toBe(false);
    expect(await (await openProcesses({ own: ["ready", 0] })).isThereAnother("own")).toBe(false);
  });

  it("is not so when the others cannot be found out", async () => {
    const core = { presence: new LocalPresence(), processId: "own", healthCheckProcessId: async () => false };
    for (const fetchAll of [() => Promise.reject(new Error("no Redis")), () => new Promise<never>(() => undefined)]) {
      const answer = findReady({ isReady: async () => true, core: { ...core, stats: { fetchAll } } }).isThereAnother();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await answer).toBe(false);
    }
  });
});

describe("a room", () => {
  it("is made where the fewest are, of the processes that take new work", async () => {
    const given = { own: ["ready", 2], cut: ["notReady", 0], well: ["ready", 1] } as const;
    const processes = await openProcesses(given);
    expect(await processes.chooseForRoom("own")).toBe("well");
    expect(processes.healthCheckProcessId).not.toHaveBeenCalled();
  });

  it("is made here where that is this process, or nobody takes new work", async () => {
    expect(await (await openProcesses({ own: ["ready", 0], well: ["ready", 1] })).chooseForRoom("own")).toBe("own");
    expect(await (await openProcesses({ own: ["notReady", 4], cut: ["notReady", 0] })).chooseForRoom("own")).toBe(
      "own",
    );
  });

  it("is not made where nobody answers, who is looked after", async () => {
    const processes = await openProcesses({ own: ["ready", 2], dead: ["dead", 0] });
    expect(await processes.chooseForRoom("own")).toBe("own");
    expect(processes.healthCheckProcessId).toHaveBeenCalledExactlyOnceWith("dead");
  });
});
