// This process about itself, asked when somebody looks: what runs in it, how it does, what it lacks.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type { MediaHealth } from "@ensemble/shared/protocol/media-node.ts";
import type { DatabaseReach, ProcessReport, Reach, TurnTrouble } from "@ensemble/shared/protocol/operator-report.ts";
import type { DatabaseWatch } from "../platform/database-watch.ts";
import { endsWithin } from "../platform/ends-within.ts";
import { createLoopDelay } from "../platform/loop-delay.ts";
import type { Overview, WatchedSession } from "../platform/metrics.ts";
import { createRate, type Rate } from "../platform/rate.ts";
import { judgeReadiness } from "../platform/readiness-rules.ts";
import { describeSession } from "./describe-session.ts";

/** Whoever asks waits a second; what is not known by then is as it was. */
const ANSWER_WITHIN_MS = 500;

export interface ProcessDescription {
  readonly describe: () => Promise<ProcessReport>;
  readonly close: () => void;
}

export interface DescribedProcess {
  readonly processId: () => string;
  readonly publicAddress: string | undefined;
  readonly transport: "ws" | "uws";
  readonly version: string;
  readonly overview: Overview;
  readonly database: Pick<DatabaseWatch, "read" | "known">;
  readonly redis: () => Reach | null;
  readonly media: {
    readonly workers: number;
    readonly turn: boolean;
    readonly turnTrouble: () => TurnTrouble | undefined;
    readonly health: () => Promise<MediaHealth>;
  };
  readonly isLeaving: () => boolean;
  /** The wall clock. */
  readonly nowMs: () => number;
}

export function createProcessDescription(parts: DescribedProcess): ProcessDescription {
  const { overview, database, media, nowMs } = parts;
  const loopDelay = createLoopDelay();
  const cpu = createRate();
  const frames = new WeakMap<WatchedSession, Rate>();
  const isMediaUp = rememberAnswer(async () => (await media.health()).status === "ok");

  const rateOf = (session: WatchedSession): Rate => {
    const rate = frames.get(session) ?? createRate();
    frames.set(session, rate);
    return rate;
  };

  return {
    describe: async () => {
      const [mediaUp] = await Promise.all([isMediaUp(), endsWithin(database.read(), ANSWER_WITHIN_MS)]);
      const reach = database.known();
      const sessions = [...overview.sessions()];
      const monotonicMs = performance.now();
      const { rss, heapUsed } = process.memoryUsage();
      const share = cpu.look(usedCpuSeconds(), monotonicMs);
      return {
        processId: parts.processId(),
        atMs: nowMs(),
        publicAddress: parts.publicAddress ?? null,
        startedAtMs: Math.round(performance.timeOrigin),
        transport: parts.transport,
        readiness: judgeReadiness({ leaving: parts.isLeaving(), database: statusOf(reach), media: mediaUp }),
        version: parts.version,
        connections: sum(sessions, (session) => session.connections().therapist + session.connections().patient),
        memory: { residentBytes: rss, heapBytes: heapUsed },
        eventLoopDelayMs: loopDelay.look() ?? null,
        cpuShare: share ?? null,
        sessions: sessions.map((each) => describeSession(each, rateOf(each).look(each.framesTaken(), monotonicMs))),
        media: {
          up: mediaUp,
          workers: media.workers,
          deaths: overview.mediaWorkerDeaths(),
          transports: sum(sessions, (session) => session.media().transports),
          producers: sum(sessions, (session) => session.media().producers),
          consumers: sum(sessions, (session) => session.media().consumers),
          turn: media.turn,
          turnTrouble: media.turnTrouble(),
        },
        journal: describeJournal(sessions, nowMs()),
        database: reach,
        redis: parts.redis(),
        faults: [...overview.faults()],
        refusals: [...overview.refusals()],
      };
    },
    close: loopDelay.close,
  };
}

function statusOf(reach: DatabaseReach): Health["database"]["status"] {
  if (!reach.reachable) return "down";
  return reach.refusesWritesSinceMs === undefined ? "ok" : "refusesWrites";
}

function describeJournal(sessions: readonly WatchedSession[], nowMs: number): ProcessReport["journal"] {
  const backlogs = sessions.map((session) => session.backlog());
  const ages = backlogs.flatMap(({ oldestWaitingForMs }) => oldestWaitingForMs ?? []);
  const commits = backlogs.flatMap(({ committedAgoMs }) => committedAgoMs ?? []);
  return {
    waiting: sum(sessions, (session) => session.entriesWaiting()),
    oldestWaitingMs: ages.length === 0 ? null : Math.max(...ages),
    lastCommitAtMs: commits.length === 0 ? null : nowMs - Math.min(...commits),
    chunksWaiting: sum(backlogs, ({ chunksWaiting }) => chunksWaiting),
  };
}

/** Asks one question at a time, and gives the last answer while the new one takes long. */
function rememberAnswer(ask: () => Promise<boolean>): () => Promise<boolean> {
  let last = true;
  let asked: Promise<void> | undefined;
  return async () => {
    asked ??= ask()
      .then((answer) => {
        last = answer;
      })
      .finally(() => {
        asked = undefined;
      });
    await endsWithin(asked, ANSWER_WITHIN_MS);
    return last;
  };
}

function usedCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function sum<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((total, item) => total + read(item), 0);
}
