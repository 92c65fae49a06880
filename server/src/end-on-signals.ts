// The wish to end, however it reaches the process and whatever the process is doing: asked once, it is carried out in
// order, and asking again does not cut that short.
export interface Ending {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Resolves when the end was asked for. */
  readonly asked: Promise<void>;
}

/** Whoever calls this ends the process itself: signals do it no longer. */
export function endOnSignals(): Ending {
  const controller = new AbortController();
  const asked = Promise.withResolvers<void>();
  const ask = () => {
    controller.abort();
    asked.resolve();
  };
  process.on("SIGINT", ask).on("SIGTERM", ask);
  return { signal: controller.signal, asked: asked.promise };
}
