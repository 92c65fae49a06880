// A session that has ended stays open for the answers to the questions at the end: a reload or a short cut must not cost them.

export const OPEN_AFTER_END_MS = 30 * 60_000;

/** How long members may still come; not positive once the session is closed for good. Never more than the whole time, whatever clocks say. */
export function openForMs(endedAtMs: number, nowMs: number): number {
  return OPEN_AFTER_END_MS - Math.max(0, nowMs - endedAtMs);
}
