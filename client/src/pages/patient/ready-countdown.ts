// Hands-free: who stands well inside the outline for three seconds is ready, without walking back to the screen.
export interface ReadyCountdown {
  readonly greenSinceMs: number | undefined;
  readonly redSinceMs: number | undefined;
}

export const READY_AFTER_MS = 3_000;
/** A glimpse of doubt in the tracking does not begin the countdown anew. */
const FORGIVEN_MS = 400;

export const NOT_STANDING: ReadyCountdown = { greenSinceMs: undefined, redSinceMs: undefined };

export function advanceReadyCountdown(state: ReadyCountdown, green: boolean, atMs: number): ReadyCountdown {
  if (green) return { greenSinceMs: state.greenSinceMs ?? atMs, redSinceMs: undefined };
  if (state.greenSinceMs === undefined) return state;
  const redSinceMs = state.redSinceMs ?? atMs;
  return atMs - redSinceMs >= FORGIVEN_MS ? NOT_STANDING : { ...state, redSinceMs };
}

/** 3, 2, 1 while counting, 0 when ready, undefined when not standing well. */
export function secondsLeft(state: ReadyCountdown, atMs: number): number | undefined {
  if (state.greenSinceMs === undefined) return undefined;
  return Math.max(0, Math.ceil((READY_AFTER_MS - (atMs - state.greenSinceMs)) / 1_000));
}
