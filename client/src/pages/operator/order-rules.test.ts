import type { Fault, ProcessReport, RunningSession } from "@ensemble/shared/protocol/operator-report.ts";
import { describe, expect, it } from "vitest";
import { addUpRefusals, nameProcess, orderFaults, orderProcesses, orderSessions } from "./order-rules.ts";

const process = (processId: string, changes: Partial<ProcessReport> = {}) =>
  ({
    processId,
    publicAddress: null,
    readiness: "ready",
    eventLoopDelayMs: 1,
    cpuShare: 0.1,
    sessions: [],
    faults: [],
    refusals: [],
    ...changes,
  }) as unknown as ProcessReport;
const session = (groupSessionId: string, changes: Partial<RunningSession>) =>
  ({ groupSessionId, state: "setRunning", sinceMs: 0, provisional: false, ...changes }) as RunningSession;
const fault = (lastAtMs: number) => ({ kind: "leaseLost", groupSessionId: null, lastAtMs }) as Fault;

describe("what an operator reads first", () => {
  it("are processes that lack something, then those that end, then those at their limit", () => {
    const order = orderProcesses([
      process("well"),
      process("busy", { cpuShare: 0.99 }),
      process("ending", { readiness: "leaving" }),
      process("also well"),
      process("without", { readiness: "database" }),
    ]);
    expect(order.map(({ processId }) => processId)).toEqual(["without", "ending", "busy", "well", "also well"]);
  });

  it("are sessions that are not durable, then those in which people move, the longest first", () => {
    const sessions = orderSessions([
      process("one", {
        sessions: [
          session("ended", { state: "ended" }),
          session("new", { sinceMs: 50 }),
          session("old", { sinceMs: 10 }),
        ],
      }),
      process("two", {
        sessions: [
          session("waiting", { state: "waiting" }),
          session("provisional", { state: "rest", provisional: true }),
          session("rest", { state: "rest" }),
        ],
      }),
    ]);
    expect(sessions.map(({ groupSessionId }) => groupSessionId)).toEqual([
      "provisional",
      "old",
      "new",
      "rest",
      "waiting",
      "ended",
    ]);
    expect(sessions[0]?.process.processId).toBe("two");
  });

  it("are the newest fifty faults of all processes", () => {
    const faults = (from: number) => Array.from({ length: 40 }, (_, index) => fault(from + 2 * index));
    const shown = orderFaults({
      atMs: 0,
      silent: [],
      processes: [process("one", { faults: faults(0) }), process("two", { faults: faults(1) })],
    });
    expect(shown).toHaveLength(50);
    expect(shown.slice(0, 3).map(({ lastAtMs, process: { processId } }) => [lastAtMs, processId])).toEqual([
      [79, "two"],
      [78, "one"],
      [77, "two"],
    ]);
  });

  it("are the most frequent refusals, added up over the processes", () => {
    const refusals = addUpRefusals([
      process("one", { refusals: [{ of: "command", code: "protocol/too_many", count: 2 }] }),
      process("two", {
        refusals: [
          { of: "frame", code: "protocol/too_many", count: 4 },
          { of: "command", code: "protocol/too_many", count: 3 },
        ],
      }),
    ]);
    expect(refusals).toEqual([
      { of: "command", code: "protocol/too_many", count: 5 },
      { of: "frame", code: "protocol/too_many", count: 4 },
    ]);
  });
});

it("a process is called by what sets its address apart, else by its id", () => {
  expect(nameProcess({ processId: "x1", publicAddress: "rehab.example.org/process-2" })).toBe("process-2");
  expect(nameProcess({ processId: "x1", publicAddress: "10.0.0.7:2567" })).toBe("10.0.0.7:2567");
  expect(nameProcess({ processId: "x1", publicAddress: null })).toBe("x1");
});
