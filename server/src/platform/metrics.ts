// What an operator watches, as Prometheus reads it: how much runs, what was refused, how the journal and the parts behind it do.
// Counting costs whoever counts an increment; everything else happens when somebody looks. No label names a person or a session.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** A database on the same machine answers within one; above one the counts on people's screens are provisional. */
const APPEND_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const EVENT_LOOP_PRECISION_MS = 20;

/** Given to those who have something to report. */
export interface Metrics {
  readonly frame: (outcome: "accepted" | RefusalCode) => void;
  readonly command: (outcome: "applied" | RefusalCode) => void;
  readonly mediaRequest: (outcome: "answered" | RefusalCode) => void;
  readonly repetitionCounted: () => void;
  readonly sessionOpened: () => void;
  /** Its owner had fallen silent. */
  readonly sessionTakenOver: () => void;
  /** By what is wrong with its journal. */
  readonly sessionUnreadable: (kind: string) => void;
  /** To another process. */
  readonly sessionLost: () => void;
  readonly leaseNotRenewed: () => void;
  readonly journalAppended: (seconds: number) => void;
  readonly journalAppendFailed: () => void;
  /** Counts a session that runs here until what this returns is called. */
  readonly watch: (session: WatchedSession) => () => void;
}

/** Of a session, what is asked when somebody looks. */
export interface WatchedSession {
  readonly connections: () => Readonly<Record<Role, number>>;
  readonly entriesWaiting: () => number;
  readonly isProvisional: () => boolean;
  readonly media: () => MediaCounts;
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

export function createMetrics(): Metrics & { readonly page: MetricsPage } {
  const registry = new Registry();
  const registers = [registry];
  const sessions = new Set<WatchedSession>();
  const sum = (read: (session: WatchedSession) => number) =>
    [...sessions].reduce((total, session) => total + read(session), 0);

  /** Starts at nothing for what goes well, so that a rate can be taken from the first one on. */
  const countOutcomes = <Good extends string>(name: string, help: string, good: Good) => {
    const counts = new Map<Good | RefusalCode, number>([[good, 0]]);
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

  return {
    frame: countOutcomes(
      "ensemble_frames_total",
      "Pose frames: accepted, or the code of the refusal; a message refused as a whole counts once.",
      "accepted",
    ),
    command: countOutcomes("ensemble_commands_total", "Commands: applied, or the code of the refusal.", "applied"),
    mediaRequest: countOutcomes(
      "ensemble_media_requests_total",
      "Requests for audio and video: answered, or the code of the refusal.",
      "answered",
    ),
    repetitionCounted: count("ensemble_repetitions_counted_total", "Repetitions that were counted."),
    sessionOpened: count("ensemble_sessions_opened_total", "Sessions that began or went on in this process."),
    sessionTakenOver: count("ensemble_sessions_taken_over_total", "Leases taken from a process that fell silent."),
    sessionUnreadable: (kind) => unreadable.inc({ kind }),
    sessionLost: count("ensemble_sessions_lost_total", "Sessions whose lease another process has taken."),
    leaseNotRenewed: count("ensemble_lease_renewals_failed_total", "Renewals of a lease that did not succeed."),
    journalAppended: (seconds) => appends.observe(seconds),
    journalAppendFailed: count("ensemble_journal_append_failures_total", "Appends that failed and are tried again."),
    watch: (session) => {
      sessions.add(session);
      return () => void sessions.delete(session);
    },
    page: {
      contentType: registry.contentType,
      render: ({ database, media, version }) => {
        databaseUp.set(database.status === "ok" ? 1 : 0);
        mediaUp.set(media.status === "ok" ? 1 : 0);
        build.set({ version }, 1);
        return registry.metrics();
      },
    },
  };
}
