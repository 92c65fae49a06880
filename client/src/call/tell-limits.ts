// Tells the server when the line is the reason why less of the own picture is sent than might be: only the browser that sends it knows.

/**
 * What a browser believes of a new connection begins low, and so long nothing of it is believed at the server either (narrow-line-rules.ts).
 * To ask then would also take a busy page's time just while it brings pictures back after a loss (docs/media.md).
 */
export const LIMITS_SETTLE_WITHIN_MS = 10_000;

export interface LimitTeller {
  /** To be called every now and then. What could not be told is told at the next look. */
  readonly look: () => Promise<void>;
}

/** Of one connection, from now on. `tell` is called with every change; that there is no limit goes without saying at first. */
export function createLimitTeller(parts: {
  readonly isLimited: () => Promise<boolean>;
  readonly tell: (limited: boolean) => Promise<unknown>;
  readonly nowMs: () => number;
}): LimitTeller {
  const fromMs = parts.nowMs() + LIMITS_SETTLE_WITHIN_MS;
  let told = false;
  let looking = false;
  return {
    look: async () => {
      if (looking || parts.nowMs() < fromMs) return;
      looking = true;
      try {
        const limited = await parts.isLimited();
        if (limited === told) return;
        await parts.tell(limited);
        told = limited;
      } finally {
        looking = false;
      }
    },
  };
}
