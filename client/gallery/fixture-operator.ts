// Invented clusters: one that is well, one in trouble, and one that is large.
import type {
  Fault,
  FaultKind,
  OperatorReport,
  ProcessReport,
  RunningSession,
} from "@ensemble/shared/protocol/operator-report.ts";
import { NOW_MS } from "./fixture-session.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MEGABYTE = 1024 * 1024;

const idOf = (number: number) =>
  `${(0x3f2a9c1e + 7_919 * number).toString(16)}-8d41-4c77-9b0e-5a1f6e2d${1000 + number}`;

const session = (number: number, changes: Partial<RunningSession> = {}): RunningSession => ({
  groupSessionId: idOf(number),
  state: "setRunning",
  sinceMs: NOW_MS - (number + 1) * 37_000,
  epoch: 1,
  therapists: 1,
  patients: 6,
  simulated: 0,
  framesPerSecond: 89.4,
  waiting: 9,
  provisional: false,
  ...changes,
});

const fault = (kind: FaultKind, minutesAgo: number, changes: Partial<Fault> = {}): Fault => ({
  kind,
  groupSessionId: null,
  firstAtMs: NOW_MS - minutesAgo * MINUTE_MS,
  lastAtMs: NOW_MS - minutesAgo * MINUTE_MS,
  times: 1,
  ...changes,
});

const serverProcess = (number: number, changes: Partial<ProcessReport> = {}): ProcessReport => ({
  processId: ["xK3_aPq9v", "m7Rt-02Lw", "Zc81nVhQe"][number] ?? `process${number}`,
  atMs: NOW_MS,
  publicAddress: `rehab.lakeside.example/process-${number}`,
  startedAtMs: NOW_MS - (53 - number) * HOUR_MS,
  transport: "uws",
  readiness: "ready",
  version: "0.4.0",
  connections: 14,
  memory: { residentBytes: (412 + 31 * number) * MEGABYTE, heapBytes: (168 + 9 * number) * MEGABYTE },
  eventLoopDelayMs: 3.2 + number,
  cpuShare: 0.21 + 0.08 * number,
  sessions: [session(2 * number), session(2 * number + 1, { state: "rest", framesPerSecond: 88.1, waiting: 0 })],
  media: { up: true, workers: 2, deaths: 0, transports: 26, producers: 15, consumers: 24, turn: true },
  journal: { waiting: 18, oldestWaitingMs: 62, lastCommitAtMs: NOW_MS - 90, chunksWaiting: 0 },
  database: { reachable: true },
  redis: { reachable: true },
  faults: [],
  refusals: [],
  ...changes,
});

const report = (processes: readonly ProcessReport[], changes: Partial<OperatorReport> = {}): OperatorReport => ({
  atMs: NOW_MS,
  processes: [...processes],
  silent: [],
  ...changes,
});

export const WELL = report([
  serverProcess(0),
  serverProcess(1, {
    faults: [fault("databaseBack", 1_571), fault("databaseAway", 1_573)],
    refusals: [
      { of: "frame", code: "frame/time_not_increasing", count: 214 },
      { of: "command", code: "command/not_now", count: 12 },
    ],
  }),
  serverProcess(2, {
    sessions: [
      session(4, { state: "waiting", patients: 3, framesPerSecond: 44.7, waiting: 0 }),
      session(5, { therapists: 1, patients: 6, simulated: 7 }),
      session(6, { state: "ended", therapists: 0, patients: 2, framesPerSecond: 0, waiting: 0 }),
    ],
    refusals: [
      { of: "frame", code: "frame/time_not_increasing", count: 1_203 },
      { of: "media", code: "media/too_many", count: 3 },
    ],
  }),
]);

const AWAY_MS = NOW_MS - 4 * MINUTE_MS;
const troubled = (number: number): Partial<ProcessReport> => ({
  readiness: "database",
  database: { reachable: false, sinceMs: AWAY_MS },
  sessions: [
    session(2 * number, { provisional: true, waiting: 10_412 }),
    session(2 * number + 1, { state: "paused", provisional: true, waiting: 3_077, epoch: 2 }),
  ],
  journal: { waiting: 13_489, oldestWaitingMs: 238_000, lastCommitAtMs: AWAY_MS, chunksWaiting: 11 },
  faults: [
    fault("journalRetried", 0, { groupSessionId: idOf(2 * number), firstAtMs: AWAY_MS, times: 24 }),
    fault("leaseNotRenewed", 0, { groupSessionId: idOf(2 * number), firstAtMs: AWAY_MS, times: 23 }),
    fault("databaseAway", 4),
    fault("sessionTakenOver", 7, { groupSessionId: idOf(2 * number + 1) }),
  ],
});
export const TROUBLED = report(
  [
    serverProcess(0, { ...troubled(0), eventLoopDelayMs: 131, cpuShare: 0.97 }),
    serverProcess(1, {
      ...troubled(1),
      media: {
        up: false,
        workers: 2,
        deaths: 3,
        transports: 0,
        producers: 0,
        consumers: 0,
        turn: true,
        turnTrouble: "refuses",
      },
    }),
  ],
  {
    silent: [
      {
        processId: "Zc81nVhQe",
        publicAddress: "rehab.lakeside.example/process-2",
        silentSinceMs: NOW_MS - 7 * MINUTE_MS,
      },
    ],
  },
);

const REFUSING_MS = NOW_MS - 3 * MINUTE_MS;
export const REFUSING = report(
  [0, 1].map((number) =>
    serverProcess(number, {
      readiness: "refusesWrites",
      database: { reachable: true, refusesWritesSinceMs: REFUSING_MS + 1_000 * number },
      sessions: [session(2 * number, { provisional: true, waiting: 8_204 })],
      journal: { waiting: 8_204, oldestWaitingMs: 178_000, lastCommitAtMs: REFUSING_MS, chunksWaiting: 3 },
      faults: [
        fault("journalRetried", 0, { groupSessionId: idOf(2 * number), firstAtMs: REFUSING_MS, times: 19 }),
        fault("databaseRefusesWrites", 3),
      ],
    }),
  ),
);

export const QUIET = report([
  serverProcess(0, {
    publicAddress: null,
    transport: "ws",
    connections: 0,
    sessions: [],
    redis: null,
    eventLoopDelayMs: null,
    cpuShare: null,
    media: { up: true, workers: 1, deaths: 0, transports: 0, producers: 0, consumers: 0, turn: false },
    journal: { waiting: 0, oldestWaitingMs: null, lastCommitAtMs: null, chunksWaiting: 0 },
  }),
]);

const STATES = ["setRunning", "rest", "waiting", "paused", "setRunning"] as const;
export const LARGE = report(
  Array.from({ length: 5 }, (_, number) =>
    serverProcess(number, {
      connections: 140,
      sessions: Array.from({ length: 20 }, (_each, index) =>
        session(20 * number + index, {
          state: STATES[index % 5] ?? "rest",
          patients: 4 + (index % 3),
          provisional: number === 3 && index === 7,
          waiting: number === 3 && index === 7 ? 841 : 9,
        }),
      ),
      faults: Array.from({ length: 12 }, (_each, index) =>
        fault("leaseLost", 30 + 11 * index + number, { groupSessionId: idOf(20 * number + index) }),
      ),
    }),
  ),
);
