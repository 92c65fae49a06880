// How often a connection was refused something. The server counts for each code since joining and tells it now and then.
export interface RefusalTally {
  /** The server counts from the beginning. */
  readonly joined: () => void;
  readonly told: (code: string, count: number) => void;
  readonly total: () => number;
}

export function createRefusalTally(): RefusalTally {
  let earlier = 0;
  const highest = new Map<string, number>();
  const current = () => [...highest.values()].reduce((total, count) => total + count, 0);
  return {
    joined: () => {
      earlier += current();
      highest.clear();
    },
    told: (code, count) => highest.set(code, Math.max(count, highest.get(code) ?? 0)),
    total: () => earlier + current(),
  };
}
