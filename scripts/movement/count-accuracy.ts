// How well a group of recordings was counted.
export interface Counted {
  readonly truth: number;
  readonly counted: number;
}
export interface CountAccuracy {
  readonly recordings: number;
  /** Shares of the recordings, 0…1. */
  readonly exact: number;
  readonly withinOne: number;
  /** Mean of |counted − truth| ÷ truth over the recordings with a truth above 0; undefined without any. */
  readonly meanRelativeError: number | undefined;
}

export function measureCounts(counts: readonly Counted[]): CountAccuracy {
  const errors = counts.map(({ truth, counted }) => Math.abs(counted - truth));
  const relative = counts.flatMap(({ truth }, i) => (truth > 0 ? [(errors[i] ?? 0) / truth] : []));
  const share = (most: number) => errors.filter((error) => error <= most).length / errors.length;
  return {
    recordings: counts.length,
    exact: share(0),
    withinOne: share(1),
    meanRelativeError:
      relative.length > 0 ? relative.reduce((sum, error) => sum + error, 0) / relative.length : undefined,
  };
}
