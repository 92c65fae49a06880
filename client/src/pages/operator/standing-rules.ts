// How things stand, out of what the processes say of themselves: the worst first. The first one is said in a sentence on top.
import type { FaultKind, OperatorReport, ProcessReport, Reach } from "@ensemble/shared/protocol/operator-report.ts";

export type Gravity = "trouble" | "attention" | "well";
export type Finding =
  | { readonly what: "well" }
  | { readonly what: "databaseAway"; readonly sinceMs: number }
  | { readonly what: "databaseAwayFrom"; readonly sinceMs: number; readonly count: number; readonly of: number }
  | { readonly what: "databaseRefusesWrites"; readonly sinceMs: number }
  | { readonly what: "silent"; readonly count: number; readonly of: number }
  | { readonly what: "redisAway"; readonly sinceMs: number }
  | { readonly what: "mediaAway"; readonly count: number; readonly of: number }
  | { readonly what: "notDurable"; readonly count: number }
  | { readonly what: "turnAway"; readonly count: number; readonly of: number }
  | { readonly what: "leaving"; readonly count: number; readonly of: number }
  | { readonly what: "atLimit"; readonly count: number; readonly of: number }
  | { readonly what: "recently"; readonly count: number };

/** Of one core. A class of six with sound and picture takes a fraction of it. */
const CPU_LIMIT = 0.9;
/** A body is sent every 67 ms: whoever waits longer for a turn misses one. */
const DELAY_LIMIT_MS = 67;
const RECENT_MS = 10 * 60_000;
/** What a class was in danger of. What else goes wrong is told by how things stand now. */
const GRAVE: ReadonlySet<FaultKind> = new Set([
  "leaseLost",
  "sessionGivenUp",
  "sessionTakenOver",
  "sessionUnreadable",
  "mediaWorkerDied",
  "roomFailed",
]);

const TROUBLE: ReadonlySet<Finding["what"]> = new Set([
  "databaseAway",
  "databaseAwayFrom",
  "databaseRefusesWrites",
  "silent",
  "redisAway",
  "mediaAway",
]);

export function findStanding(report: OperatorReport): readonly [Finding, ...Finding[]] {
  const { processes, silent } = report;
  const of = processes.length + silent.length;
  const count = (matches: (process: ProcessReport) => boolean) => processes.filter(matches).length;
  const findings: Finding[] = [...findAway(report, of), ...findRefusing(report)];
  // Without Redis nobody can ask the others: that they are silent says nothing about them.
  const asked = processes.every(({ redis }) => redis?.reachable !== false);
  if (silent.length > 0 && asked) findings.push({ what: "silent", count: silent.length, of });
  const redisSinceMs = earliest(processes.map(({ redis }) => redis));
  if (redisSinceMs !== undefined) findings.push({ what: "redisAway", sinceMs: redisSinceMs });
  const mediaAway = count(({ media }) => !media.up);
  if (mediaAway > 0) findings.push({ what: "mediaAway", count: mediaAway, of });
  const notDurable = processes.flatMap(({ sessions }) => sessions).filter(({ provisional }) => provisional).length;
  if (notDurable > 0) findings.push({ what: "notDurable", count: notDurable });
  const turnAway = count(({ media }) => media.turnTrouble !== undefined);
  if (turnAway > 0) findings.push({ what: "turnAway", count: turnAway, of });
  const leaving = count(({ readiness }) => readiness === "leaving");
  if (leaving > 0) findings.push({ what: "leaving", count: leaving, of });
  const atLimit = count(isAtLimit);
  if (atLimit > 0) findings.push({ what: "atLimit", count: atLimit, of });
  const recently = processes.flatMap(({ faults, atMs }) =>
    faults.filter(({ kind, lastAtMs }) => GRAVE.has(kind) && atMs - lastAtMs < RECENT_MS),
  ).length;
  if (recently > 0) findings.push({ what: "recently", count: recently });
  const [first = { what: "well" }, ...others] = findings;
  return [first, ...others];
}

export function gravityOf({ what }: Finding): Gravity {
  if (what === "well") return "well";
  return TROUBLE.has(what) ? "trouble" : "attention";
}

export function isAtLimit({ cpuShare, eventLoopDelayMs }: ProcessReport): boolean {
  return (cpuShare ?? 0) > CPU_LIMIT || (eventLoopDelayMs ?? 0) > DELAY_LIMIT_MS;
}

function findAway({ processes }: OperatorReport, of: number): readonly Finding[] {
  const away = processes.filter(({ database }) => !database.reachable).length;
  const sinceMs = earliest(processes.map(({ database }) => database));
  if (sinceMs === undefined) return [];
  return away === processes.length
    ? [{ what: "databaseAway", sinceMs }]
    : [{ what: "databaseAwayFrom", sinceMs, count: away, of }];
}

/** Whoever writes is refused by the database, whichever process it comes through: one that has not tried yet does not know. */
function findRefusing({ processes }: OperatorReport): readonly Finding[] {
  const times = processes.flatMap(({ database }) =>
    database.reachable && database.refusesWritesSinceMs !== undefined ? [database.refusesWritesSinceMs] : [],
  );
  return times.length === 0 ? [] : [{ what: "databaseRefusesWrites", sinceMs: Math.min(...times) }];
}

function earliest(reaches: readonly (Reach | null)[]): number | undefined {
  const times = reaches.flatMap((reach) => (reach === null || reach.reachable ? [] : [reach.sinceMs]));
  return times.length === 0 ? undefined : Math.min(...times);
}
