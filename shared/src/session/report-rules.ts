// When a report of pain or effort says something new. "Still six" after another set is a measurement; the same six twice within half
// a minute, with nothing in between, is one answer given twice.
import type { SessionState, Stop } from "./session-state.ts";

/** An assumption of ours: shorter than a set and its rest, longer than anybody taps a scale again. */
export const SAME_REPORT_MS = 30_000;

export interface LastReport {
  readonly level: number | null;
  readonly atMs: number | null;
  /** Of who reports. */
  readonly stop: Stop | null;
}

export function isSameReport(
  last: LastReport,
  level: number,
  { set, endedAtMs }: Pick<SessionState, "set" | "endedAtMs">,
  nowMs: number,
): boolean {
  if (last.level !== level || last.atMs === null) return false;
  const situationSinceMs = Math.max(set?.changedAtMs ?? 0, last.stop?.atMs ?? 0, endedAtMs ?? 0);
  return situationSinceMs <= last.atMs && nowMs - last.atMs < SAME_REPORT_MS;
}
