// Work that may wait until the page has nothing else to do.

/** Where a browser does not say when it is idle: after what a page does first. */
const WITHOUT_WORD_MS = 500;
/** A page that is never idle gets it all the same. */
const AT_LATEST_MS = 3_000;

/** Runs once; returns the way to call it off. */
export function whenIdle(run: () => void): () => void {
  const page = globalThis as Partial<Pick<Window, "requestIdleCallback" | "cancelIdleCallback">>;
  if (page.requestIdleCallback === undefined) {
    const timer = setTimeout(run, WITHOUT_WORD_MS);
    return () => clearTimeout(timer);
  }
  const asked = page.requestIdleCallback(run, { timeout: AT_LATEST_MS });
  return () => page.cancelIdleCallback?.(asked);
}
