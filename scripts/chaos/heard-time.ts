// For how long a device has heard its session without a break, as far as nobody said that anything might be lost: what must be in the
// journal as that person's presence.

/** Messages come many times a second; after such a silence nobody knows. */
const SILENCE_MS = 2_000;

export interface HeardTime {
  /** Something came. `from`: connection and owner, `undefined` while what is said is provisional. */
  readonly hear: (atMs: number, from: string | undefined) => void;
  readonly soFar: () => { readonly ms: number; readonly interruptions: number };
}

export function createHeardTime(): HeardTime {
  let last: { readonly atMs: number; readonly from: string | undefined } | undefined;
  let ms = 0;
  let interruptions = 0;
  return {
    hear: (atMs, from) => {
      if (last !== undefined) {
        const passedMs = atMs - last.atMs;
        const goesOn = from === last.from && passedMs <= SILENCE_MS;
        if (!goesOn) interruptions += 1;
        else if (from !== undefined) ms += passedMs;
      }
      last = { atMs, from };
    },
    soFar: () => ({ ms, interruptions }),
  };
}
