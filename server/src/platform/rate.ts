// A rate out of two looks at something that only grows; nothing is measured while nobody looks.
const NEXT_AFTER_MS = 1_000;
/** A rate over a longer time says nothing about now. */
const FORGOTTEN_AFTER_MS = 15_000;

export interface Rate {
  /** A second; undefined at the first look after a while. */
  readonly look: (total: number, nowMs: number) => number | undefined;
}

export function createRate(): Rate {
  let from: { readonly total: number; readonly atMs: number } | undefined;
  let perSecond: number | undefined;
  return {
    look: (total, nowMs) => {
      const passedMs = from === undefined ? Number.POSITIVE_INFINITY : nowMs - from.atMs;
      // Several people may look at once: from each look on only once a second.
      if (from !== undefined && passedMs < NEXT_AFTER_MS) return perSecond;
      perSecond =
        from === undefined || passedMs > FORGOTTEN_AFTER_MS
          ? undefined
          : (Math.max(0, total - from.total) * 1_000) / passedMs;
      from = { total, atMs: nowMs };
      return perSecond;
    },
  };
}
