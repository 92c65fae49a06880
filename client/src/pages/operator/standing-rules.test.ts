import type { OperatorReport, ProcessReport, RunningSession } from "@ensemble/shared/protocol/operator-report.ts";
import { describe, expect, it } from "vitest";
import { findStanding, gravityOf } from "./standing-rules.ts";

const NOW_MS = 1_000_000_000;
const running = (changes: Partial<RunningSession> = {}): RunningSession => ({
  groupSessionId: "class",
  state: "setRunning",
  sinceMs: NOW_MS,
  epoch: 1,
  therapists: 1,
  patients: 4,
  simulated: 0,
  framesPerSecond: 60,
  waiting: 4,
  provisional: false,
  ...changes,
});
const one = (changes: Partial<ProcessReport> = {}): ProcessReport => ({
  processId: "one",
  atMs: NOW_MS,
  publicAddress: null,
  startedAtMs: 0,
  transport: "ws",
  readiness: "ready",
  version: "1",
  connections: 5,
  memory: { residentBytes: 2, heapBytes: 1 },
  eventLoopDelayMs: 4,
  cpuShare: 0.2,
  sessions: [running()],
  media: { up: true, workers: 1, deaths: 0, transports: 0, producers: 0, consumers: 0, turn: false },
  journal: { waiting: 4, oldestWaitingMs: 50, lastCommitAtMs: NOW_MS, chunksWaiting: 0 },
  database: { reachable: true },
  redis: { reachable: true },
  faults: [],
  refusals: [],
  ...changes,
});
const report = (...processes: readonly ProcessReport[]): OperatorReport => ({
  atMs: NOW_MS,
  processes: [...processes],
  silent: [],
});
const silent = { processId: "two", publicAddress: null, silentSinceMs: NOW_MS };
const away = (sinceMs: number) => ({ readiness: "database", database: { reachable: false, sinceMs } }) as const;

describe("how things stand", () => {
  it("is well when every process is", () => {
    const standing = findStanding(report(one(), one({ eventLoopDelayMs: null, cpuShare: null })));
    expect(standing).toEqual([{ what: "well" }]);
    expect(gravityOf(standing[0])).toBe("well");
  });

  it("is told since when nobody reaches the database, by the first who noticed", () => {
    expect(findStanding(report(one(away(700)), one(away(300))))).toEqual([{ what: "databaseAway", sinceMs: 300 }]);
  });

  it("is told since when the database takes nothing, though it answers", () => {
    const refusing = (refusesWritesSinceMs: number) =>
      one({ readiness: "refusesWrites", database: { reachable: true, refusesWritesSinceMs } });
    const standing = findStanding(report(refusing(700), refusing(300), one()));
    expect(standing).toEqual([{ what: "databaseRefusesWrites", sinceMs: 300 }]);
    expect(gravityOf(standing[0])).toBe("trouble");
  });

  it("is told of which part does not reach it, when others do", () => {
    expect(findStanding(report(one(away(700)), one()))).toEqual([
      { what: "databaseAwayFrom", sinceMs: 700, count: 1, of: 2 },
    ]);
  });

  it("counts the silent among all that are known", () => {
    const standing = findStanding({ ...report(one(), one()), silent: [silent] });
    expect(standing).toEqual([{ what: "silent", count: 1, of: 3 }]);
    expect(gravityOf(standing[0])).toBe("trouble");
  });

  it("blames no other process while it is Redis that is away", () => {
    const alone = one({ redis: { reachable: false, sinceMs: 500 } });
    expect(findStanding({ ...report(alone), silent: [silent] })).toEqual([{ what: "redisAway", sinceMs: 500 }]);
  });

  it("says the worst first, and the rest after it", () => {
    const bad = one({
      ...away(300),
      media: { ...one().media, up: false },
      sessions: [running({ provisional: true }), running()],
      cpuShare: 0.95,
    });
    const found = findStanding({ ...report(bad), silent: [silent] });
    expect(found.map(({ what }) => what)).toEqual(["databaseAway", "silent", "mediaAway", "notDurable", "atLimit"]);
    expect(found.map(gravityOf)).toEqual(["trouble", "trouble", "trouble", "attention", "attention"]);
    expect(found).toContainEqual({ what: "notDurable", count: 1 });
  });

  it("mentions that people in closed networks get no picture", () => {
    const { media } = one({});
    const found = findStanding(report(one({ media: { ...media, turn: true, turnTrouble: "refuses" } })));
    expect(found).toEqual([{ what: "turnAway", count: 1, of: 1 }]);
    expect(found.map(gravityOf)).toEqual(["attention"]);
  });

  it("mentions a process that ends, and one whose turns come too late for a body's every picture", () => {
    expect(findStanding(report(one({ readiness: "leaving" })))).toEqual([{ what: "leaving", count: 1, of: 1 }]);
    expect(findStanding(report(one({ eventLoopDelayMs: 67 })))).toEqual([{ what: "well" }]);
    expect(findStanding(report(one({ eventLoopDelayMs: 68 })))).toEqual([{ what: "atLimit", count: 1, of: 1 }]);
  });

  it("mentions what a class was in danger of for ten minutes, and nothing that is over and did no harm", () => {
    const fault = (kind: "mediaWorkerDied" | "databaseBack", minutesAgo: number) => {
      const atMs = NOW_MS - minutesAgo * 60_000;
      return { kind, groupSessionId: null, firstAtMs: atMs, lastAtMs: atMs, times: 1 };
    };
    expect(findStanding(report(one({ faults: [fault("mediaWorkerDied", 9)] })))).toEqual([
      { what: "recently", count: 1 },
    ]);
    expect(findStanding(report(one({ faults: [fault("mediaWorkerDied", 11), fault("databaseBack", 1)] })))).toEqual([
      { what: "well" },
    ]);
  });
});
