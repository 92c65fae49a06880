// How long a player waits for a part of a recording: after which time it says that it is late, when it asks anew, and after which pause. Pure.
// All of it is a project assumption.

/** Whoever looks at nothing for longer wonders. */
const LATE_AFTER_MS = 4_000;
/** A piece is two seconds of a picture: on a narrow line it takes its time, and each try is given more. */
const FIRST_PATIENCE_MS = 20_000;
const LONGEST_PATIENCE_MS = 160_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 16_000;

/** `failures`: in a row, before this wait. `inVain`: to be asked for anew. */
export function judgeWait(waitedMs: number, failures: number): "well" | "late" | "inVain" {
  if (waitedMs >= Math.min(LONGEST_PATIENCE_MS, FIRST_PATIENCE_MS * 2 ** failures)) return "inVain";
  return waitedMs >= LATE_AFTER_MS ? "late" : "well";
}

/** Milliseconds before the next try, after so many failures in a row. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));
}
