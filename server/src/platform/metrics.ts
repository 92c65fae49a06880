// What an operator watches, as Prometheus reads it: how much runs, what was refused, how the journal and the parts behind it do.
// Counting costs whoever counts an increment; everything else happens when somebody looks. No label names a person or a session.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type { Fault, FaultKind, RefusalCount } from "@ensemble/shared/protocol/operator-report.ts";
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId, Role } from "@ensemble/shared/session/identifiers.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { DatabaseChange } from "./database-watch.ts";
import { createFaultRing } from "./fault-ring.ts";

/** A database on the same machine answers within one; above one the counts on people's screens are provisional. */
const APPEND_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const EVENT_LOOP_PRECISION_MS = 20;

const DATABASE_FAULTS: Readonly<Record<DatabaseChange, FaultKind>> = {
  away: "databaseAway",
  back: "databaseBack",
  refusesWrites: "databaseRefusesWrites",
  takesWrites: "databaseTakesWrites",
};

/** Given to those who have something to report. */
export interface Metrics {
  readonly frame: (outcome: "accepted" | RefusalCode) => void;
  readonly command: (outcome: "applied" | RefusalCode) => void;
  readonly mediaRequest: (outcome: "answered" | RefusalCode) => void;
  readonly repetitionCounted: () => void;
  readonly sessionOpened: () => void;
  /** Its owner had fallen silent. */
  readonly sessionTakenOver: (groupSessionId: GroupSessionId) => void;
  /** By what is wrong with its journal. */
  readonly sessionUnreadable: (groupSessionId: GroupSessionId, kind: string) => void;
  /** To another process. */
  readonly sessionLost: (groupSessionId: GroupSessionId) => void;
  /** This process could not reach the database, and another could. */
  readonly sessionGivenUp: (groupSessionId: GroupSessionId) => void;
  readonly leaseNotRenewed: (groupSessionId: GroupSessionId) => void;
  readonly journalAppended: (seconds: number) => void;
  readonly journalAppendFailed: (groupSessionId: string) => void;
  /** A handler of the session's room failed. */
  readonly roomFailed: (groupSessionId: string) => void;
  /** Of a bundle of bodies that somebody was not sent who has not taken yet what came before. */
  readonly bodiesLeftOut: () => void;
  /** It sent far more than any page does, and its connection was closed. */
  readonly clientFlooded: () => void;
  readonly mediaWorkerDied: () => void;
  readonly databaseWent: (how: DatabaseChange) => void;
  /** Several processes share one: whether it answers is a figure from now on. */
  readonly usesRedis: () => void;
  readonly redisWent: (how: "away" | "back") => void;
  /** Counts a session that runs here until what this returns is called. */
  readonly watch: (session: WatchedSession) => () => void;
}

/** Of a session, what is asked when somebody looks. */
export interface WatchedSession {
  readonly groupSessionId: GroupSessionId;
  readonly epoch: number;
  readonly state: () => SessionState;
  /** Taken since it was opened here. */
  readonly framesTaken: () => number;
  readonly backlog: () => JournalBacklog;
  readonly connections: () => Readonly<Record<Role, number>>;
  readonly entriesWaiting: () => number;
  readonly isProvisional: () => boolean;
  readonly media: () => MediaCounts;
}
/** What a session's journal has before it. Ages in milliseconds; undefined: none. */
export interface JournalBacklog {
  readonly oldestWaitingForMs: number | undefined;
  readonly committedAgoMs: number | undefined;
  readonly chunksWaiting: number;
}
export interface MediaCounts {
  readonly transports: number;
  readonly producers: number;
  readonly consumers: number;
}

export interface MetricsPage {
  readonly contentType: string;
  readonly render: (health: Health) => Promise<string>;
}

/** For the operator's page: the same, by session, and the newest of what went wrong. */
export interface Overview {
  readonly sessions: () => Iterable<WatchedSession>;
  readonly faults: () => readonly Fault[];
  readonly refusals: () => readonly RefusalCount[];
  readonly mediaWorkerDeaths: () => number;
}

export function createMetrics(
  nowMs: () => number = Date.now,
): Metrics & { readonly page: MetricsPage; readonly overview: Overview } {
  const faults = createFaultRing(nowMs);
  const outcomes: Record<RefusalCount["of"], Map<string, number>> = {
    frame: new Map(),
    command: new Map(),
    media: new Map(),
  };
  let mediaWorkerDeaths = 0;
  const registry = new Registry();
  const registers = [registry];
  const sessions = new Set<WatchedSession>();
  const sum = (read: (session: WatchedSession) => number) =>
    [...sessions].reduce((total, session) => total + read(session), 0);

  /** Starts at nothing for what goes well, so that a rate can be taken from the first one on. */
  const countOutcomes = <Good extends string>(
    of: RefusalCount["of"],
    good: Good,
    { name, help }: { readonly name: string; readonly help: string },
  ) => {
    const counts = outcomes[of];
    counts.set(good, 0);
    new Counter({
      name,
      help,
      labelNames: ["outcome"],
      registers,
      collect() {
        this.reset();
        for (const [outcome, count] of counts) this.inc({ outcome }, count);
      },
    });
    return (outcome: Good | RefusalCode): void => {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    };
  };
  const count = (name: string, help: string) => {
    const counter = new Counter({ name, help, registers });
    return (): void => counter.inc();
  };
  const countFault = (kind: FaultKind, name: string, help: string) => {
    const counter = new Counter({ name, help, registers });
    return (groupSessionId?: string): void => {
      counter.inc();
      faults.note(kind, groupSessionId);
    };
  };
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  gauge("ensemble_sessions_open", "Sessions that run in this process.", () => sessions.size);
  gauge("ensemble_sessions_provisional", "Sessions whose newest counts are not durable yet and shown as such.", () =>
    sum((session) => (session.isProvisional() ? 1 : 0)),
  );
  gauge("ensemble_journal_entries_waiting", "Facts and frames that are not in the journal yet.", () =>
    sum((session) => session.entriesWaiting()),
  );
  gauge("ensemble_media_transports", "Ways of audio and video, one a direction and person.", () =>
    sum((session) => session.media().transports),
  );
  gauge("ensemble_media_producers", "Pictures and sounds that are sent to the media node.", () =>
    sum((session) => session.media().producers),
  );
  gauge("ensemble_media_consumers", "Pictures and sounds that are received from it.", () =>
    sum((session) => session.media().consumers),
  );
  new Gauge({
    name: "ensemble_connections",
    help: "People with a seat in a session, by role.",
    labelNames: ["role"],
    registers,
    collect() {
      for (const role of ["therapist", "patient"] as const)
        this.set(
          { role },
          sum((session) => session.connections()[role]),
        );
    },
  });
  const databaseUp = new Gauge({ name: "ensemble_database_up", help: "1 while the database answers.", registers });
  const databaseWritable = new Gauge({
    name: "ensemble_database_writable",
    help: "1 while the database answers and takes what is written.",
    registers,
  });
  let redisUp: Gauge | undefined;
  const mediaUp = new Gauge({ name: "ensemble_media_up", help: "1 while the media node answers.", registers });
  const build = new Gauge({
    name: "ensemble_build_info",
    help: "Always 1; which version runs.",
    labelNames: ["version"],
    registers,
  });
  const appends = new Histogram({
    name: "ensemble_journal_append_duration_seconds",
    help: "How long one append to the journal took until it was durable.",
    buckets: APPEND_BUCKETS_SECONDS,
    registers,
  });
  const unreadable = new Counter({
    name: "ensemble_sessions_unreadable_total",
    help: "Times a session was not opened or read because its journal cannot be built on, by what is wrong with it.",
    labelNames: ["kind"],
    registers,
  });
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS });

  const countDeath = countFault(
    "mediaWorkerDied",
    "ensemble_media_worker_deaths_total",
    "Media workers that ended by themselves and were replaced.",
  );

  return {
    frame: countOutcomes("frame", "accepted", {
      name: "ensemble_frames_total",
      help: "Pose frames: accepted, or the code of the refusal; a message refused as a whole counts once.",
    }),
    command: countOutcomes("command", "applied", {
      name: "ensemble_commands_total",
      help: "Commands: applied, or the code of the refusal.",
    }),
    mediaRequest: countOutcomes("media", "answered", {
      name: "ensemble_media_requests_total",
      help: "Requests for audio and video: answered, or the code of the refusal.",
    }),
    repetitionCounted: count("ensemble_repetitions_counted_total", "Repetitions that were counted."),
    sessionOpened: count("ensemble_sessions_opened_total", "Sessions that began or went on in this process."),
    sessionTakenOver: countFault(
      "sessionTakenOver",
      "ensemble_sessions_taken_over_total",
      "Leases taken from a process that fell silent.",
    ),
    sessionUnreadable: (groupSessionId, kind) => {
      unreadable.inc({ kind });
      faults.note("sessionUnreadable", groupSessionId);
    },
    sessionLost: countFault(
      "leaseLost",
      "ensemble_sessions_lost_total",
      "Sessions whose lease another process has taken.",
    ),
    sessionGivenUp: countFault(
      "sessionGivenUp",
      "ensemble_sessions_given_up_total",
      "Sessions left to other processes, which reach the database when this one does not.",
    ),
    leaseNotRenewed: countFault(
      "leaseNotRenewed",
      "ensemble_lease_renewals_failed_total",
      "Renewals of a lease that did not succeed.",
    ),
    journalAppended: (seconds) => appends.observe(seconds),
    journalAppendFailed: countFault(
      "journalRetried",
      "ensemble_journal_append_failures_total",
      "Appends that failed and are tried again.",
    ),
    roomFailed: countFault("roomFailed", "ensemble_rooms_failed_total", "Handlers of rooms that failed."),
    bodiesLeftOut: count(
      "ensemble_bodies_left_out_total",
      "Bundles of bodies that somebody was not sent who had not taken yet what came before.",
    ),
    clientFlooded: count(
      "ensemble_clients_flooding_total",
      "Connections that were closed because far more came over them than any page sends.",
    ),
    mediaWorkerDied: () => {
      mediaWorkerDeaths += 1;
      countDeath();
    },
    databaseWent: (how) => faults.note(DATABASE_FAULTS[how]),
    usesRedis: () => {
      redisUp = new Gauge({ name: "ensemble_redis_up", help: "1 while Redis answers.", registers });
      redisUp.set(1);
    },
    redisWent: (how) => {
      redisUp?.set(how === "back" ? 1 : 0);
      faults.note(how === "away" ? "redisAway" : "redisBack");
    },
    watch: (session) => {
      sessions.add(session);
      return () => void sessions.delete(session);
    },
    overview: {
      sessions: () => sessions,
      faults: faults.newest,
      refusals: () => (["frame", "command", "media"] as const).flatMap((of) => refusalsOf(of, outcomes[of])),
      mediaWorkerDeaths: () => mediaWorkerDeaths,
    },
    page: {
      contentType: registry.contentType,
      render: ({ database, media, version }) => {
        databaseUp.set(database.status === "down" ? 0 : 1);
        databaseWritable.set(database.status === "ok" ? 1 : 0);
        mediaUp.set(media.status === "ok" ? 1 : 0);
        build.set({ version }, 1);
        return registry.metrics();
      },
    },
  };
}

/** What goes well is named without an area. */
function refusalsOf(of: RefusalCount["of"], counts: ReadonlyMap<string, number>): RefusalCount[] {
  return [...counts].flatMap(([code, count]) => (code.includes("/") ? [{ of, code, count }] : []));
}
