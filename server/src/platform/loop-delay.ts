// How late this process's event loop comes, measured only while somebody looks.
import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 20;
const NEXT_AFTER_MS = 1_000;
/** Whoever has not looked for so long does not look any more. */
const MEASURED_FOR_MS = 15_000;

export interface LoopDelay {
  /** Milliseconds that 99 of 100 turns since the last look were late at most; undefined at the first look after a while. */
  readonly look: () => number | undefined;
  readonly close: () => void;
}

export function createLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let timer: NodeJS.Timeout | undefined;
  let sinceMs = 0;
  let delayMs: number | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    histogram.disable();
    histogram.reset();
    delayMs = undefined;
  };
  return {
    look: () => {
      const running = timer !== undefined;
      clearTimeout(timer);
      timer = setTimeout(stop, MEASURED_FOR_MS);
      timer.unref();
      const nowMs = performance.now();
      if (!running) {
        histogram.enable();
        sinceMs = nowMs;
      } else if (nowMs - sinceMs >= NEXT_AFTER_MS && histogram.count > 0) {
        // What it records is the whole time between two turns that are wanted so far apart.
        delayMs = Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION_MS);
        histogram.reset();
        sinceMs = nowMs;
      }
      return delayMs;
    },
    close: stop,
  };
}
