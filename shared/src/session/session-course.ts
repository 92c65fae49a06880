// Where a session stands as those see it who run the machines: nothing of what is exercised, or by whom.
import type { SessionState } from "./session-state.ts";

export interface SessionCourse {
  readonly state: "waiting" | "setRunning" | "paused" | "rest" | "ended";
  readonly sinceMs: number;
}

export function readCourse({ endedAtMs, openedAtMs, set }: SessionState): SessionCourse {
  if (endedAtMs !== null) return { state: "ended", sinceMs: endedAtMs };
  if (set === null) return { state: "waiting", sinceMs: openedAtMs };
  const state = set.finished ? "rest" : set.running ? "setRunning" : "paused";
  return { state, sinceMs: set.changedAtMs };
}
