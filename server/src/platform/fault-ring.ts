// The newest things that went wrong in this process, for whoever keeps it running: kinds and sessions' ids, no words out of errors.
import type { Fault, FaultKind } from "@ensemble/shared/protocol/operator-report.ts";

const KEPT = 50;
/** A flood of one kind must not push out what it came from. */
const KEPT_OF_A_KIND = 10;
/** What happens to the same session again within this time is the same fault, still going on. */
const SAME_WITHIN_MS = 60_000;

export interface FaultRing {
  readonly note: (kind: FaultKind, groupSessionId?: string) => void;
  /** Newest first. */
  readonly newest: () => readonly Fault[];
}

export function createFaultRing(nowMs: () => number): FaultRing {
  /** Oldest first, by when they last happened. */
  let faults: Fault[] = [];

  return {
    note: (kind, groupSessionId) => {
      const atMs = nowMs();
      const session = groupSessionId ?? null;
      const before = faults.findLast((fault) => fault.kind === kind && fault.groupSessionId === session);
      const same = before !== undefined && atMs - before.lastAtMs < SAME_WITHIN_MS ? before : undefined;
      const firstAtMs = same?.firstAtMs ?? atMs;
      const fault = { kind, groupSessionId: session, firstAtMs, lastAtMs: atMs, times: (same?.times ?? 0) + 1 };
      faults = bound([...faults.filter((other) => other !== same), fault], kind);
    },
    newest: () => faults.toReversed(),
  };
}

function bound(faults: Fault[], kind: FaultKind): Fault[] {
  const ofKind = faults.filter((fault) => fault.kind === kind);
  const tooMany = ofKind.length > KEPT_OF_A_KIND ? ofKind[0] : undefined;
  return faults.filter((fault) => fault !== tooMany).slice(-KEPT);
}
