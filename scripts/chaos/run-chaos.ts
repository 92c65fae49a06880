// A whole run: a cluster, a class in it, faults by a schedule, and the judgement of what was observed.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import { Redis } from "ioredis";
import pg from "pg";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { readTrackedExercises } from "../../server/src/movement/index.ts";
import { loadKeys } from "../../server/src/platform/keys.ts";
import { findOwner } from "../cluster/find-owner.ts";
import { openRelay } from "../cluster/open-relay.ts";
import { type Cluster, type ClusterOptions, startCluster } from "../cluster/start-cluster.ts";
import { breakThings, type Line } from "./break-things.ts";
import { checkHistory, type Violation } from "./check-history.ts";
import { countAgain } from "./count-again.ts";
import { scheduleFaults } from "./fault-schedule.ts";
import type { History, Observation } from "./observation.ts";
import { type ChaosClass, startClass } from "./run-class.ts";
import { shrinkHistory } from "./shrink-history.ts";

const EXERCISES = join(import.meta.dirname, "../../assets/exercises");
/** Whoever asks where the class is does not wait for a Redis that is away. */
const ASKED_AT_MOST_MS = 500;
/** Whoever tells of a class that stands still waits a moment for a machine that is busy, too. */
const TOLD_WITHIN_MS = 5_000;
const LAST_WORDS = 40;

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly patients: number;
  /** How many times as fast as people the patients move; 1 when nothing is said. */
  readonly haste?: number;
  readonly cluster: ClusterOptions;
  /** What is done to the cluster before the class begins: for tests that break a promise on purpose. */
  readonly prepare?: (cluster: Cluster) => Promise<void>;
  readonly tell: (what: string) => void;
}
export interface Verdict {
  readonly violations: readonly Violation[];
  /** Part of the history that breaks the first rule broken, of which nothing can be left out. */
  readonly shortest: History;
  readonly history: History;
  /** Why the class did not come to its end, with what was broken and what the servers said last; `history` is what was observed until then. */
  readonly standstill: string | undefined;
}

export async function runChaos(options: ChaosOptions): Promise<Verdict> {
  const directory = await mkdtemp(join(tmpdir(), "ensemble-chaos-"));
  try {
    const { history, standstill } = await observeClass(options, directory);
    return { ...judge(history), history, standstill };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Of a history that breaks off, too: leaving observations out never makes a breach. */
function judge(history: History): Pick<Verdict, "violations" | "shortest"> {
  const violations = checkHistory(history);
  const first = violations[0];
  return { violations, shortest: first === undefined ? [] : shrinkHistory(history, first.rule) };
}

async function observeClass(
  options: ChaosOptions,
  directory: string,
): Promise<{ readonly history: History; readonly standstill: string | undefined }> {
  const { seed, haste = 1 } = options;
  const history: Observation[] = [];
  const told: string[] = [];
  const tell = (what: string) => {
    told.push(what);
    options.tell(what);
  };
  // Shared with the servers, so that what they have sealed can be read in the end.
  const keysFile = join(directory, "keys.json");
  const keys = await loadKeys(keysFile);
  const settings = (process: number) => ({
    ...options.cluster.settings?.(process),
    ENSEMBLE_KEYS_FILE: keysFile,
  });
  const cluster = await startCluster({
    ...options.cluster,
    settings,
    jumpingClocks: true,
    logDirectory: directory,
  });
  const redis = new Redis(cluster.redis.url, { commandTimeout: ASKED_AT_MOST_MS });
  // It is ended now and then.
  redis.on("error", () => {});
  const lines: Line[] = [];
  let group: ChaosClass | undefined;
  try {
    await options.prepare?.(cluster);
    // At a process itself: sessions are made for the asking only from this machine, with nothing in between.
    const created = await createClass(cluster.processes[0]?.url ?? "", options.patients);
    for (let line = 0; line <= options.patients; line++)
      lines.push({ relay: await openRelay(cluster.url), lossy: false });
    const exercises = await readTrackedExercises(EXERCISES);
    group = await startClass({ created, lines, exercises, seed, haste, tell, record: (one) => history.push(one) });
    const faults = scheduleFaults({
      seed,
      durationMs: options.minutes * 60_000,
      processes: cluster.processes.length,
      lines: lines.length,
    });
    const owner = async () => {
      const found = await findOwner(cluster, redis, created.groupSessionId).catch(() => undefined);
      return found === undefined ? 0 : cluster.processes.indexOf(found);
    };
    await exerciseWhile(group, breakThings({ faults, cluster, lines, findOwner: owner, tell }));
    tell("everything is mended: one more set");
    await group.exercise(() => false);
    await group.finish();
    const entries = await readJournal(cluster.database.url, created.groupSessionId);
    history.push({ kind: "journal", entries });
    history.push(...(await countAgain(cluster.database.url, keys, created.groupSessionId, entries)));
  } catch (error) {
    const standstill = await tellStandstill(error as Error, told, cluster, directory);
    // What comes while it is being closed is not part of it.
    return { history: [...history], standstill };
  } finally {
    group?.close();
    for (const { relay } of lines) await relay.close();
    redis.disconnect();
    await cluster.close();
  }
  return { history, standstill: undefined };
}

/** Where what was broken cannot be mended, that is why the class does not go on: it is told instead of the class's complaint. */
async function exerciseWhile(group: ChaosClass, breaking: Promise<void>): Promise<void> {
  let isBreaking = true;
  const broken = breaking.finally(() => {
    isBreaking = false;
  });
  const exercise = async () => {
    // Without a fault there is nothing to exercise through.
    await new Promise((resolve) => setImmediate(resolve));
    if (isBreaking) await group.exercise(() => isBreaking);
  };
  await Promise.all([exercise(), broken]);
}

/** Of a class that does not come to its end: what broke, and what the servers said last. */
async function tellStandstill(error: Error, told: readonly string[], cluster: Cluster, directory: string) {
  const servers = cluster.processes.map(async (server, number) => {
    const words = await readFile(join(directory, `server-${number}.log`), "utf8").catch(String);
    const health = await fetch(`${server.url}/readyz`, { signal: AbortSignal.timeout(TOLD_WITHIN_MS) }).then(
      async (response) => `${response.status} ${await response.text()}`,
      String,
    );
    return [`server ${number}: ${health}`, ...words.trimEnd().split("\n").slice(-LAST_WORDS)];
  });
  return [error.message, ...told, ...(await Promise.all(servers)).flat()].join("\n");
}

/** Straight from the table, past the product's own reading. */
async function readJournal(databaseUrl: string, groupSessionId: string): Promise<readonly JournalEntry[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<JournalEntry & { readonly at: Date }>(
      `SELECT sequence, epoch, at, fact, command_id AS "commandId" FROM journal_entry WHERE group_session_id = $1
       ORDER BY sequence`,
      [groupSessionId],
    );
    return rows.map(({ sequence, epoch, at, fact, commandId }) => ({
      sequence,
      epoch,
      atMs: at.getTime(),
      fact,
      commandId: commandId ?? undefined,
    }));
  } finally {
    await client.end();
  }
}
