// Looks after a program that nobody else looks after: when it has ended by itself, it is started again, until it runs.
import { setTimeout as pass } from "node:timers/promises";

const LOOK_EVERY_MS = 2_000;

export interface Keeper {
  /** Nothing is started after this has resolved. */
  readonly end: () => Promise<void>;
}

export interface Kept {
  readonly isRunning: () => Promise<boolean>;
  readonly start: () => Promise<unknown>;
  /** It had ended, and runs again; or, told once until it does, why it could not be started. */
  readonly tell: (failure: unknown) => void;
}

export function keepRunning({ isRunning, start, tell }: Kept): Keeper {
  const ending = new AbortController();
  let failing = false;
  const look = async () => {
    try {
      if ((await isRunning()) || ending.signal.aborted) return;
      await start();
      failing = false;
      tell(undefined);
    } catch (error) {
      if (!failing) tell(error);
      failing = true;
    }
  };
  const looking = (async () => {
    while (!ending.signal.aborted) {
      await look();
      // Rejects when it shall end, which the loop's condition sees.
      await pass(LOOK_EVERY_MS, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    end: async () => {
      ending.abort();
      await looking;
    },
  };
}
