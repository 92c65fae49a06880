// The whole screen for the class, so that words are as large as the screen allows. Escape, which would end it, stays the stop key wherever the browser lets it.
import { useSyncExternalStore } from "react";
import { isStopByLeaving } from "./stop-key-rules.ts";

/** Chrome and Edge; the others keep Escape for themselves. */
interface KeyboardWithLock {
  readonly lock: (keys: readonly string[]) => Promise<void>;
}

let escapeIsKept = false;
let leftByPage = false;

export function isFullScreenPossible(): boolean {
  return document.fullscreenEnabled === true;
}

export function useFullScreen(): boolean {
  return useSyncExternalStore(subscribe, isFull);
}

/** Only in answer to a press: browsers ask for one. */
export async function enterFullScreen(): Promise<void> {
  leftByPage = false;
  escapeIsKept = false;
  try {
    await document.documentElement.requestFullscreen({ navigationUI: "hide" });
  } catch (problem) {
    // The class is the same in a window.
    console.warn("the browser did not give the whole screen", problem);
    return;
  }
  const { keyboard } = navigator as { keyboard?: KeyboardWithLock };
  if (keyboard === undefined) return;
  try {
    await keyboard.lock(["Escape"]);
    escapeIsKept = true;
  } catch (problem) {
    // Then leaving the full screen is understood as the stop it was meant as.
    console.warn("the browser keeps the escape key", problem);
  }
}

export function leaveFullScreen(): void {
  if (!isFull()) return;
  leftByPage = true;
  document.exitFullscreen().catch((problem: unknown) => console.warn("the full screen could not be left", problem));
}

/** Calls `stop` when the full screen ends by the stop key; returns the way to stop listening. */
export function onStopByLeaving(stop: () => void): () => void {
  return subscribe(() => {
    const hasKeyboard = matchMedia("(pointer: fine)").matches;
    if (!isFull() && isStopByLeaving({ leftByPage, escapeIsKept, hasKeyboard })) stop();
  });
}

function isFull(): boolean {
  return document.fullscreenElement !== null;
}

function subscribe(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}
