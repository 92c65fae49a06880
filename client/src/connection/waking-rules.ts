// When a page was asleep: its tab frozen or its computer closed. Told by a beat that did not come in its time, because a laptop says nothing.

/** A page that is busy for as long as this is rare, and looking whether its line is well costs little. */
const ASLEEP_AFTER_MS = 5_000;
/** Behind other windows browsers let a page's timers run once a minute. */
const HIDDEN_ASLEEP_AFTER_MS = 90_000;
/** What comes at once after waking happened before: it is shown and not said. */
const CATCHES_UP_FOR_MS = 1_500;

export const BEAT_EVERY_MS = 1_000;

export interface Waking {
  readonly beatAtMs: number;
  readonly hidden: boolean;
  readonly wokeAtMs: number;
}

export function startWaking(nowMs: number, hidden: boolean): Waking {
  return { beatAtMs: nowMs, hidden, wokeAtMs: Number.NEGATIVE_INFINITY };
}

/** At every beat, and whenever somebody needs to know. `nowMs`: of a clock that goes on while the computer sleeps. */
export function advanceWaking(waking: Waking, nowMs: number, hidden: boolean): { waking: Waking; slept: boolean } {
  const patienceMs = waking.hidden || hidden ? HIDDEN_ASLEEP_AFTER_MS : ASLEEP_AFTER_MS;
  const slept = nowMs - waking.beatAtMs > patienceMs;
  return { waking: { beatAtMs: nowMs, hidden, wokeAtMs: slept ? nowMs : waking.wokeAtMs }, slept };
}

/** The browser said that the page was frozen. */
export function wakeUp(waking: Waking, nowMs: number): Waking {
  return { ...waking, beatAtMs: nowMs, wokeAtMs: nowMs };
}

export function isCatchingUp({ wokeAtMs }: Waking, nowMs: number): boolean {
  // A wall clock that was set back is not waking.
  return nowMs >= wokeAtMs && nowMs - wokeAtMs < CATCHES_UP_FOR_MS;
}
