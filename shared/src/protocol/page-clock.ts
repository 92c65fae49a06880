// How a device's clock lies to the server's, from welcome to welcome. A browser's clock may stand still while the computer sleeps: what
// is seen afterwards would then be told as seen long ago, and count for nothing.

/** Above what two welcomes of one server differ by; greetings that took longer are trusted less. */
const SLEPT_ABOVE_MS = 2_000;

export interface PageClock {
  readonly compare: (told: {
    readonly serverNowMs: number;
    readonly nowMs: number;
    /** From the question to the answer. */
    readonly tookMs: number;
  }) => void;
  /** Server's clock minus the device's, by the newest welcome. */
  readonly serverOffsetMs: () => number;
  /** Never shrinks, so that no capture time goes back. */
  readonly sleptMs: () => number;
}

export function createPageClock(): PageClock {
  let first: { readonly offsetMs: number; readonly uncertainMs: number } | undefined;
  let offsetMs = 0;
  let sleptMs = 0;
  return {
    compare: (told) => {
      const uncertainMs = told.tookMs / 2;
      offsetMs = told.serverNowMs - (told.nowMs - uncertainMs);
      first ??= { offsetMs, uncertainMs };
      const stoodStillMs = offsetMs - first.offsetMs;
      if (stoodStillMs - sleptMs > SLEPT_ABOVE_MS + first.uncertainMs + uncertainMs) sleptMs = stoodStillMs;
    },
    serverOffsetMs: () => offsetMs,
    sleptMs: () => sleptMs,
  };
}
