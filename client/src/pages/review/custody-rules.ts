// What the panel says of what is kept: which recordings an act is about, and the log with one line for what was done at once.
import {
  type CustodyEntry,
  type KeptRecording,
  MOST_RECORDINGS_AT_ONCE,
} from "@ensemble/shared/protocol/custody-messages.ts";

/** One press on several files is an entry each; further apart they were several presses. */
const AT_ONCE_MS = 10_000;

export interface CustodyLine extends CustodyEntry {
  /** How many recordings. */
  readonly count: number;
}

/** The newest first, as it comes; a line has the time of its newest. */
export function gatherLog(log: readonly CustodyEntry[]): readonly CustodyLine[] {
  const lines: CustodyLine[] = [];
  for (const entry of log) {
    const last = lines.at(-1);
    if (last !== undefined && isOneAct(last, entry)) lines[lines.length - 1] = { ...last, count: last.count + 1 };
    else lines.push({ ...entry, count: 1 });
  }
  return lines;
}

/** What can be put on hold, released and destroyed now. While something is on hold nothing is destroyed. */
export function choosable(recordings: readonly KeptRecording[]) {
  const there = recordings.filter(({ destroyed }) => destroyed === null);
  const held = there.filter(({ held }) => held !== null);
  const free = there.filter(({ held }) => held === null);
  const some = (list: readonly KeptRecording[]) => list.slice(0, MOST_RECORDINGS_AT_ONCE);
  return { hold: some(free), release: some(held), destroy: some(held.length === 0 ? free : []) };
}

/** Whether there is a file of it that can be downloaded: one that is over and can be read. */
export function canBeTaken({ destroyed, state }: KeptRecording): boolean {
  return destroyed === null && (state === "whole" || state === "cutOff");
}

/** Whether one that is released would be destroyed by itself at once. */
export function isOver({ keptUntilMs }: KeptRecording, nowMs: number): boolean {
  return keptUntilMs !== null && keptUntilMs <= nowMs;
}

function isOneAct(line: CustodyLine, { action, role, personName, reason, atMs }: CustodyEntry): boolean {
  const isSame = line.action === action && line.role === role && line.personName === personName;
  return isSame && line.reason === reason && line.atMs - atMs <= AT_ONCE_MS;
}
