// Tells when the page falls asleep, wakes, comes to the front, or when the device's network has changed: what rests on time and lines looks then.
import { advanceWaking, BEAT_EVERY_MS, isCatchingUp, startWaking, wakeUp } from "./waking-rules.ts";

export type WakeReason =
  /** Its tab was frozen, or its computer slept. */
  | "slept"
  /** It stood behind other windows. */
  | "shown"
  | "network";

export interface WakingWatch {
  /** What arrives now happened while the page was asleep. */
  readonly isCatchingUp: () => boolean;
  readonly stop: () => void;
}

export interface WakingPage {
  readonly page: EventTarget & { readonly hidden: boolean };
  readonly window: EventTarget;
  /** Missing in some browsers; of its many changes only another kind of network counts. */
  readonly network: (EventTarget & { readonly type?: string }) | undefined;
  /** A clock that goes on while the computer sleeps, which the page's own may not. */
  readonly nowMs: () => number;
}

export function watchWaking(
  { page, window, network, nowMs }: WakingPage,
  tell: { readonly onAsleep: () => void; readonly onAwake: (reason: WakeReason) => void },
): WakingWatch {
  const listening = new AbortController();
  const { signal } = listening;
  let waking = startWaking(nowMs(), page.hidden);
  let kind = network?.type;

  const look = (): boolean => {
    const next = advanceWaking(waking, nowMs(), page.hidden);
    waking = next.waking;
    if (next.slept) tell.onAwake("slept");
    return next.slept;
  };
  const thaw = () => {
    waking = wakeUp(waking, nowMs());
    tell.onAwake("slept");
  };

  const timer = setInterval(look, BEAT_EVERY_MS);
  page.addEventListener("freeze", tell.onAsleep, { signal });
  page.addEventListener("resume", thaw, { signal });
  // Kept by the browser for the way back, and taken out again.
  window.addEventListener("pagehide", (event) => (event as PageTransitionEvent).persisted && tell.onAsleep(), {
    signal,
  });
  window.addEventListener("pageshow", (event) => (event as PageTransitionEvent).persisted && thaw(), { signal });
  page.addEventListener("visibilitychange", () => !look() && !page.hidden && tell.onAwake("shown"), { signal });
  window.addEventListener("online", () => tell.onAwake("network"), { signal });
  network?.addEventListener(
    "change",
    () => {
      if (network.type === kind) return;
      kind = network.type;
      if (kind !== "none") tell.onAwake("network");
    },
    { signal },
  );
  return {
    isCatchingUp: () => {
      look();
      return isCatchingUp(waking, nowMs());
    },
    stop: () => {
      listening.abort();
      clearInterval(timer);
    },
  };
}
