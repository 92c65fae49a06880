// When ICE is restarted on a line that does not carry, how often and how soon again, and when the line is given up for a new one. Pure.
import type { LineState } from "./media-peer.ts";

interface MendState {
  /** Since the line carried last. */
  readonly restarts: number;
  /** When ICE was restarted last, or the line began to connect; undefined where neither was. */
  readonly sinceMs: number | undefined;
}

export interface MendInput {
  readonly atMs: number;
  readonly line: LineState;
  /** The server hears nothing over it, which browsers find out later. */
  readonly unheard: boolean;
  /** The device slept or its network has changed. */
  readonly doubted: boolean;
}

interface Mend {
  readonly act: "nothing" | "restart" | "giveUp";
  readonly state: MendState;
  /** Undefined: when something has changed. */
  readonly lookAgainInMs: number | undefined;
}

export const UNTRIED: MendState = { restarts: 0, sinceMs: undefined };

/**
 * After each restart, until the next: a way over TCP and TLS to a TURN server takes half a dozen round trips, which a restart would begin anew.
 * After the last one the line is given up.
 */
export const WAITS_MS = [4_000, 8_000, 12_000] as const;
/** In `restarts`: of a line that only the server calls silent, all there were; it is left as it is, and mended anew when it breaks. */
const SPENT = WAITS_MS.length + 1;
/** A line that was never there. */
export const CONNECTS_WITHIN_MS = 15_000;

export function mend(state: MendState, { atMs, line, unheard, doubted }: MendInput): Mend {
  if (doubted) return restart(0, atMs);
  if (line === "connecting" && state.restarts === 0) return awaitFirst(state, atMs);
  if (line === "connected" && !unheard) return rest(UNTRIED);
  if (line === "failed") return rest(state);
  const { restarts, sinceMs } = state;
  if (line === "connected" && restarts === SPENT) return rest(state);
  const waitMs = WAITS_MS[restarts - 1];
  if (restarts === 0 || sinceMs === undefined || waitMs === undefined) return restart(0, atMs);
  const dueInMs = sinceMs + waitMs - atMs;
  if (dueInMs > 0) return { act: "nothing", state, lookAgainInMs: dueInMs };
  if (restarts < WAITS_MS.length) return restart(restarts, atMs);
  // Where only the server says so, the browser still has answers: it is not the way that is the matter.
  return line === "connected"
    ? rest({ restarts: SPENT, sinceMs: undefined })
    : { act: "giveUp", state: UNTRIED, lookAgainInMs: undefined };
}

function restart(before: number, atMs: number): Mend {
  const restarts = before + 1;
  return { act: "restart", state: { restarts, sinceMs: atMs }, lookAgainInMs: WAITS_MS[restarts - 1] };
}

function awaitFirst(state: MendState, atMs: number): Mend {
  const sinceMs = state.sinceMs ?? atMs;
  const dueInMs = sinceMs + CONNECTS_WITHIN_MS - atMs;
  if (dueInMs <= 0) return { act: "giveUp", state: UNTRIED, lookAgainInMs: undefined };
  return { act: "nothing", state: { restarts: 0, sinceMs }, lookAgainInMs: dueInMs };
}

function rest(state: MendState): Mend {
  return { act: "nothing", state, lookAgainInMs: undefined };
}
