// Counts on a screen never go back while a set runs. What was shown while the database was away may have died with its server: the
// devices send those frames again, and until they are counted anew the screen stays where it was. After the set the referee's word stands.
export interface ShownCounts {
  /** What to show of this participant's repetitions. */
  readonly show: (
    set: { readonly setId: string; readonly finished: boolean },
    of: string,
    repetitions: number,
  ) => number;
}

export function createShownCounts(): ShownCounts {
  let setId = "";
  const shown = new Map<string, number>();
  return {
    show: (set, of, repetitions) => {
      if (set.setId !== setId) shown.clear();
      setId = set.setId;
      const count = set.finished ? repetitions : Math.max(repetitions, shown.get(of) ?? 0);
      shown.set(of, count);
      return count;
    },
  };
}
