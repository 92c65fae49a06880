// A worker process that only waits: one that dies is replaced by it at once, where starting another takes longest when a machine is busiest. It
// listens nowhere, carries nothing, and is nobody's until it is taken.
import type { Worker } from "mediasoup/types";
import type { Report } from "./refuse-media.ts";

export interface SpareWorker {
  /** What waits is the caller's from then on; undefined while nothing does. */
  readonly take: () => Worker | undefined;
  /** Resolves once its process has ended. */
  readonly close: () => Promise<void>;
}

export interface SpareWorkerOptions {
  /** Rejects when it cannot be started. */
  readonly start: () => Promise<Worker>;
  /** Resolves once the process has ended. */
  readonly end: (worker: Worker) => Promise<void>;
  readonly report: Report;
}

/** What a process that begins, or has lost a worker, has to do first is more urgent. */
export const SPARE_AFTER_MS = 5_000;
const RETRY_AFTER_MS = 30_000;

export function keepSpareWorker({ start, end, report }: SpareWorkerOptions): SpareWorker {
  let waiting: Worker | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  /** What `close` has to wait for. */
  let unfinished: Promise<void> = Promise.resolve();

  function startAfter(delayMs: number): void {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      unfinished = startNow();
    }, delayMs);
  }

  async function startNow(): Promise<void> {
    try {
      const worker = await start();
      if (closed) return await end(worker);
      waiting = worker;
      worker.observer.once("close", () => lose(worker));
    } catch (error) {
      report("a spare media worker cannot be started, trying again", error);
      startAfter(RETRY_AFTER_MS);
    }
  }

  function lose(worker: Worker): void {
    if (waiting !== worker) return;
    waiting = undefined;
    if (worker.died) {
      report(`the spare media worker ${worker.pid} is gone`);
      startAfter(RETRY_AFTER_MS);
    } else {
      // By mediasoup itself, on a signal that ends this process.
      closed = true;
      unfinished = end(worker);
    }
  }

  startAfter(SPARE_AFTER_MS);
  return {
    take: () => {
      const worker = waiting;
      waiting = undefined;
      if (worker !== undefined) startAfter(SPARE_AFTER_MS);
      return worker;
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const worker = waiting;
      waiting = undefined;
      await unfinished;
      if (worker !== undefined) await end(worker);
    },
  };
}
