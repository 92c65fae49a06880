// GET /api/operator: how the machines do. Counts, times and fixed words only: nobody's name, nothing clinical, no text out of an error.
// Processes tell each other the same, each about itself, so both are checked by these schemas.
import { z } from "zod";

const count = z.number().int().min(0);
const time = z.number();
/** Ids are letters and digits of our own making; nothing else fits through. */
const id = z.string().regex(/^[\w-]{1,64}$/);

export const FAULT_KINDS = [
  "databaseAway",
  "databaseBack",
  "databaseRefusesWrites",
  "databaseTakesWrites",
  "redisAway",
  "redisBack",
  "leaseNotRenewed",
  "leaseLost",
  "sessionGivenUp",
  "sessionTakenOver",
  "sessionUnreadable",
  "journalRetried",
  "mediaWorkerDied",
  "roomFailed",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** In the order in which they would be met. */
export const TURN_TROUBLES = ["silent", "untrusted", "refuses", "forbids"] as const;
export type TurnTrouble = (typeof TURN_TROUBLES)[number];

const fault = z.object({
  kind: z.enum(FAULT_KINDS),
  groupSessionId: id.nullable(),
  firstAtMs: time,
  lastAtMs: time,
  /** What happens again and again to the same session is one line. */
  times: count,
});
export type Fault = z.output<typeof fault>;

const refusalCount = z.object({
  of: z.enum(["frame", "command", "media"]),
  code: z.string().regex(/^[a-z_]{1,32}\/[a-z_]{1,48}$/),
  count,
});
export type RefusalCount = z.output<typeof refusalCount>;

const session = z.object({
  groupSessionId: id,
  state: z.enum(["waiting", "setRunning", "paused", "rest", "ended"]),
  sinceMs: time,
  epoch: count,
  therapists: count,
  patients: count,
  /** How many of those are simulated. */
  simulated: count,
  /** Null at the first look: it takes two to see a rate. */
  framesPerSecond: z.number().min(0).nullable(),
  /** Facts and frames that are not durable yet. */
  waiting: count,
  /** What is on the screens is not all durable, and they say so. */
  provisional: z.boolean(),
});
export type RunningSession = z.output<typeof session>;

/** Of a part that this process needs: reachable, or away since then. */
const reach = z.discriminatedUnion("reachable", [
  z.object({ reachable: z.literal(true) }),
  z.object({ reachable: z.literal(false), sinceMs: time }),
]);
export type Reach = z.output<typeof reach>;

const databaseReach = z.discriminatedUnion("reachable", [
  z.object({
    reachable: z.literal(true),
    /** Since when it answers and takes nothing; missing while it takes what is written, and from processes that do not look. */
    refusesWritesSinceMs: time.optional(),
  }),
  z.object({ reachable: z.literal(false), sinceMs: time }),
]);
export type DatabaseReach = z.output<typeof databaseReach>;

/** One process about itself. */
export const processReport = z.object({
  processId: id,
  /** By the process's own clock. */
  atMs: time,
  publicAddress: z.string().max(200).nullable(),
  startedAtMs: time,
  transport: z.enum(["ws", "uws"]),
  readiness: z.enum(["ready", "leaving", "database", "refusesWrites", "media"]),
  version: z.string().max(40),
  connections: count,
  memory: z.object({ residentBytes: count, heapBytes: count }),
  /** 99 of 100 turns of the event loop come no later than this. Null at the first look, as is the share of one core. */
  eventLoopDelayMs: z.number().min(0).nullable(),
  cpuShare: z.number().min(0).nullable(),
  sessions: z.array(session),
  media: z.object({
    up: z.boolean(),
    workers: count,
    deaths: count,
    transports: count,
    producers: count,
    consumers: count,
    turn: z.boolean(),
    /** What hinders whoever would go through the TURN server; missing while nothing does, and from processes that do not look. */
    turnTrouble: z.enum(TURN_TROUBLES).optional(),
  }),
  journal: z.object({
    waiting: count,
    oldestWaitingMs: z.number().min(0).nullable(),
    lastCommitAtMs: time.nullable(),
    /** Pieces of movement that are packed or being packed and not stored yet. */
    chunksWaiting: count,
  }),
  database: databaseReach,
  /** Null where there is one process only. */
  redis: reach.nullable(),
  faults: z.array(fault),
  refusals: z.array(refusalCount),
});
export type ProcessReport = z.output<typeof processReport>;

const silentProcess = z.object({
  processId: id,
  publicAddress: z.string().max(200).nullable(),
  silentSinceMs: time,
});
export type SilentProcess = z.output<typeof silentProcess>;

export const operatorReport = z.object({
  atMs: time,
  processes: z.array(processReport),
  /** Known, and without an answer to this question. */
  silent: z.array(silentProcess),
});
export type OperatorReport = z.output<typeof operatorReport>;
