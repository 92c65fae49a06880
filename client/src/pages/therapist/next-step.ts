// What the one big key of the therapist does now: choose an exercise, start the set, pause it, go on.
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";

export type NextStep = "choose" | "start" | "pause" | "goOn" | "none";

export function nextStep(view: SessionView): NextStep {
  if (view.phase === "summary") return "none";
  if (view.phase === "lobby" || view.exerciseId === undefined) return "choose";
  if (view.set?.state === "running") return "pause";
  if (view.set?.state === "paused") return "goOn";
  return "start";
}

/** A set that was begun and not finished. */
export function setIsOpen(view: SessionView): boolean {
  return view.set !== undefined && view.set.state !== "finished";
}

/** Milliseconds of movement in the present set. */
export function setRanMs(view: SessionView, nowMs: number): number {
  if (view.set === undefined) return 0;
  const { ranMs, changedAtMs, state } = view.set;
  return state === "running" ? ranMs + Math.max(0, nowMs - changedAtMs) : ranMs;
}
