// Brings the world in line with what is wanted: one step at a time, again when something changed, later when it failed.

export interface Convergence {
  /** Something changed. */
  readonly wake: () => void;
  readonly dispose: () => void;
}

const FIRST_RETRY_MS = 500;
const SLOWEST_RETRY_MS = 5_000;

/** `step` looks at everything anew each time; `failed` is told why a step is tried again. */
export function createConvergence(step: () => Promise<void>, failed: (error: unknown) => void): Convergence {
  let running = false;
  let again = false;
  let disposed = false;
  let retryMs = FIRST_RETRY_MS;
  let failedBefore = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wake(): void {
    if (disposed) return;
    clearTimeout(timer);
    again = true;
    if (!running) void run();
  }

  async function run(): Promise<void> {
    running = true;
    try {
      while (again && !disposed) {
        again = false;
        await step();
      }
      retryMs = FIRST_RETRY_MS;
      failedBefore = false;
    } catch (error) {
      if (disposed) return;
      failed(error);
      // What has changed meanwhile may have been the reason.
      const atOnce = again && !failedBefore;
      failedBefore = true;
      timer = setTimeout(wake, atOnce ? 0 : retryMs);
      if (!atOnce) retryMs = Math.min(retryMs * 2, SLOWEST_RETRY_MS);
    } finally {
      running = false;
    }
  }

  return {
    wake,
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
    },
  };
}
