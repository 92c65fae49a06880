// How long a recording is kept, and what keeps it longer. Days are the clinic's own decision; nothing is destroyed that is held, that
// is still being made, or whose end nobody knows.

export interface Kept {
  readonly endedAtMs: number | undefined;
  readonly heldSinceMs: number | undefined;
  readonly isDestroyed: boolean;
}

export const DAY_MS = 86_400_000;

/** Whether it must not be destroyed, by whomever. */
export function isHeld({ heldSinceMs }: Pick<Kept, "heldSinceMs">): boolean {
  return heldSinceMs !== undefined;
}

/** When it is destroyed by itself unless it is held then; undefined for one that is being made, is destroyed, or is kept without an end. */
export function keptUntilMs(
  { endedAtMs, tombstone }: { readonly endedAtMs: number | undefined; readonly tombstone: unknown },
  keptDays: number | undefined,
): number | undefined {
  if (endedAtMs === undefined || tombstone !== undefined || keptDays === undefined) return undefined;
  return endedAtMs + keptDays * DAY_MS;
}

/** Whether it has been kept for as long as the clinic keeps recordings. */
export function isDue(recording: Kept, keptDays: number, nowMs: number): boolean {
  const { endedAtMs, isDestroyed } = recording;
  if (isDestroyed || isHeld(recording) || endedAtMs === undefined) return false;
  return nowMs - endedAtMs >= keptDays * DAY_MS;
}
