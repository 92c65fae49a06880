// A part of the page is gone because the server was renewed: outside a class the page loads itself again, once, if the server is there;
// a line that is away for a moment is no reason. Where it does not, the page says that it has to be loaded again.
import { isReloadHeld } from "./held-reload.ts";
import { mayReloadByItself } from "./missing-part-rules.ts";

const STORED_UNDER = "ensemble.loadedAgain";

export function reloadForParts(page: {
  readonly window: EventTarget;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly nowMs: () => number;
  readonly isServerThere: () => Promise<boolean>;
  readonly reload: () => void;
}): void {
  const lastMs = () => {
    const stored = page.storage.getItem(STORED_UNDER);
    return stored === null ? undefined : Number(stored);
  };
  const mayReload = () => mayReloadByItself({ inClass: isReloadHeld(), lastMs: lastMs(), nowMs: page.nowMs() });
  const onMissing = async () => {
    if (!mayReload() || !(await page.isServerThere()) || !mayReload()) return;
    page.storage.setItem(STORED_UNDER, String(page.nowMs()));
    page.reload();
  };
  // The bundler's own event, whichever part it was.
  page.window.addEventListener("vite:preloadError", () => void onMissing());
}

/** Asked for the page itself, past every cache. */
export async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch("/", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
