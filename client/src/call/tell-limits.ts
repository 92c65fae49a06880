// Tells the server when the line is the reason why less of the own picture is sent than might be: only the browser that sends it knows.

export interface LimitTeller {
  /** To be called every now and then. What could not be told is told at the next look. */
  readonly look: () => Promise<void>;
}

/** `tell` is called with every change; that there is no limit goes without saying at first. */
export function createLimitTeller(parts: {
  readonly isLimited: () => Promise<boolean>;
  readonly tell: (limited: boolean) => Promise<unknown>;
}): LimitTeller {
  let told = false;
  let looking = false;
  return {
    look: async () => {
      if (looking) return;
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
