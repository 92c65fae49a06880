// Signs that a person is at the page: a hand on mouse, screen or keys, or the window being chosen.

const SIGNS = ["pointermove", "pointerdown", "keydown", "focus"] as const;

/** Calls at the first sign after each pause of `everyMs`, the first of which begins now. Returns the way to stop. */
export function whenSomebody(
  act: () => void,
  everyMs: number,
  { page = window, nowMs = () => performance.now() }: { page?: EventTarget; nowMs?: () => number } = {},
): () => void {
  let actedMs = nowMs();
  const listening = new AbortController();
  const heard = () => {
    // A hand that moves the mouse says so a hundred times a second.
    if (nowMs() - actedMs < everyMs) return;
    actedMs = nowMs();
    act();
  };
  for (const sign of SIGNS) page.addEventListener(sign, heard, { signal: listening.signal, passive: true });
  return () => listening.abort();
}
