// Which processes are still worth telling of when they do not answer.

/** Long enough to be seen by somebody who was asleep when it happened and is woken by it. */
const FORGOTTEN_AFTER_MS = 30 * 60_000;

export function forgetsSilent(silentSinceMs: number, nowMs: number): boolean {
  return nowMs - silentSinceMs > FORGOTTEN_AFTER_MS;
}

/** At one address there is one process: a new one there takes the place of the one before. */
export function isSuccessor(ownAddress: string | null, before: string | null): boolean {
  return ownAddress !== null && ownAddress === before;
}
