// A session's time: the wall clock at its opening, carried on by a monotonic one, and never before what the journal has already.
// A wall clock that is set back would make every new frame one from the future.

/** Whole milliseconds since 1970. */
export function createSessionClock(
  clocks: { readonly wallMs: () => number; readonly monotonicMs: () => number },
  notBeforeMs: number,
): () => number {
  const baseMs = Math.max(clocks.wallMs(), notBeforeMs) - clocks.monotonicMs();
  return () => Math.round(baseMs + clocks.monotonicMs());
}
