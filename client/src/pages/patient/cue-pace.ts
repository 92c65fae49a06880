// Keeps cues calm: one at a time, long enough to be read, not the same words over and over, and a kind word once it is better.
export interface CuePace {
  /** On the screen now; empty when there is none. */
  readonly shown: string;
  readonly shownSinceMs: number;
  /** What the referee says at this moment. */
  readonly raised: string;
  readonly lastSaidMs: Readonly<Record<string, number>>;
}

export interface CueStep {
  readonly pace: CuePace;
  /** To be spoken at this step. */
  readonly say: { readonly cue: string; readonly tone: "correct" | "praise" } | undefined;
}

/** Long enough for three words at three metres while moving. */
const SHOWN_AT_LEAST_MS = 2_500;
const SAID_AGAIN_AFTER_MS = 8_000;

export const NO_CUE: CuePace = { shown: "", shownSinceMs: 0, raised: "", lastSaidMs: {} };

/** Call on every change of the referee's cue and now and then in between. */
export function advanceCuePace(pace: CuePace, raised: string, atMs: number): CueStep {
  const since = { ...pace, raised };
  if (raised === pace.shown) return { pace: since, say: undefined };
  if (pace.shown !== "" && atMs - pace.shownSinceMs < SHOWN_AT_LEAST_MS) return { pace: since, say: undefined };
  const changed = { ...since, shown: raised, shownSinceMs: atMs };
  if (raised === "") return { pace: changed, say: { cue: pace.shown, tone: "praise" } };
  const lastSaid = pace.lastSaidMs[raised];
  if (lastSaid !== undefined && atMs - lastSaid < SAID_AGAIN_AFTER_MS) return { pace: changed, say: undefined };
  return {
    pace: { ...changed, lastSaidMs: { ...pace.lastSaidMs, [raised]: atMs } },
    say: { cue: raised, tone: "correct" },
  };
}
