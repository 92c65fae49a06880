// Keeps the screen lit during a class: somebody who moves three metres away touches nothing for ten minutes, and the computer would go to
// sleep. Where the browser cannot, or may not because its battery is low, nothing happens.

type ScreenLock = Pick<WakeLockSentinel, "released" | "release">;
export interface ScreenLocks {
  readonly request: (type: "screen") => Promise<ScreenLock>;
}

/** Returns the way to stop. */
export function keepAwake(
  page: EventTarget & { readonly hidden: boolean },
  locks: ScreenLocks | undefined,
  onRefused: (problem: unknown) => void,
): () => void {
  if (locks === undefined) return () => undefined;
  let lock: ScreenLock | undefined;
  let asking = false;
  let stopped = false;

  const ask = async (): Promise<void> => {
    if (stopped || asking || page.hidden || lock?.released === false) return;
    asking = true;
    try {
      lock = await locks.request("screen");
      if (stopped) await lock.release();
    } catch (problem) {
      onRefused(problem);
    } finally {
      asking = false;
    }
  };
  // The browser lets go of it whenever the page is hidden.
  const shown = () => void ask();
  page.addEventListener("visibilitychange", shown);
  void ask();
  return () => {
    stopped = true;
    page.removeEventListener("visibilitychange", shown);
    if (lock?.released === false) lock.release().catch(onRefused);
  };
}
