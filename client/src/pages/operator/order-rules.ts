// In what order an operator reads: what needs attention first, then always the same, so that rows keep their places.
import type {
  Fault,
  OperatorReport,
  ProcessReport,
  RefusalCount,
  RunningSession,
} from "@ensemble/shared/protocol/operator-report.ts";
import { isAtLimit } from "./standing-rules.ts";

/** What a process is called in a row of something else. */
export interface Named {
  readonly processId: string;
  readonly publicAddress: string | null;
}
export type PlacedSession = RunningSession & { readonly process: Named };
export type PlacedFault = Fault & { readonly process: Named };

const FAULTS_SHOWN = 50;
const STATES: readonly RunningSession["state"][] = ["setRunning", "paused", "rest", "waiting", "ended"];

export function orderProcesses(processes: readonly ProcessReport[]): readonly ProcessReport[] {
  return processes.toSorted((one, other) => needOf(other) - needOf(one));
}

export function orderSessions(processes: readonly ProcessReport[]): readonly PlacedSession[] {
  return processes
    .flatMap((process) => process.sessions.map((session) => ({ ...session, process })))
    .toSorted(
      (one, other) =>
        Number(other.provisional) - Number(one.provisional) ||
        STATES.indexOf(one.state) - STATES.indexOf(other.state) ||
        one.sinceMs - other.sinceMs ||
        (one.groupSessionId < other.groupSessionId ? -1 : 1),
    );
}

/** Newest first. */
export function orderFaults({ processes }: OperatorReport): readonly PlacedFault[] {
  return processes
    .flatMap((process) => process.faults.map((fault) => ({ ...fault, process })))
    .toSorted((one, other) => other.lastAtMs - one.lastAtMs)
    .slice(0, FAULTS_SHOWN);
}

/** Of all processes together, the most frequent first. */
export function addUpRefusals(processes: readonly ProcessReport[]): readonly RefusalCount[] {
  const sums = new Map<string, RefusalCount>();
  for (const refusal of processes.flatMap(({ refusals }) => refusals)) {
    const key = `${refusal.of} ${refusal.code}`;
    sums.set(key, { ...refusal, count: refusal.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].toSorted((one, other) => other.count - one.count);
}

/** The last part of its address, where processes share a host; else its id. */
export function nameProcess({ publicAddress, processId }: Named): string {
  return publicAddress?.split("/").at(-1) || processId;
}

function needOf(process: ProcessReport): number {
  if (process.readiness === "database" || process.readiness === "media") return 3;
  if (process.readiness === "leaving") return 2;
  return isAtLimit(process) ? 1 : 0;
}
