// What changes while something else takes its time is followed at once, and not after it.

export interface Waking {
  /** Resolves at the next waking. */
  readonly next: () => Promise<void>;
  readonly wake: () => void;
}

export function createWaking(): Waking {
  let waiting: (() => void)[] = [];
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    wake: () => {
      const woken = waiting;
      waiting = [];
      for (const resolve of woken) resolve();
    },
  };
}

export interface Following {
  /** What takes its time; how it ends is told to its owner. */
  readonly busy: Promise<unknown>;
  readonly next: Waking["next"];
  /** May be called again before it has ended. */
  readonly follow: () => Promise<void>;
  /** Nothing is to be followed any more. */
  readonly isOver: () => boolean;
}

/** Follows now, and again after each waking until `busy` has ended. Waits for all that was begun, and rejects where any of it failed. */
export async function followWhile({ busy, next, follow, isOver }: Following): Promise<void> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  const ending = busy.then(end, end);
  const begun: Promise<void>[] = [];
  while (true) {
    const woken = next();
    const following = follow();
    begun.push(following);
    const failing = new Promise<void>((resolve) => {
      following.catch(() => {
        end();
        resolve();
      });
    });
    await Promise.race([ending, woken, failing]);
    if (ended || isOver()) break;
  }
  await Promise.all(begun);
}
