// The one thing a patient is told at this moment. Everything else waits or is a sign without words.

import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { OwnMovement } from "../../connection/client-session.ts";

export type Moment =
  /** No set is running: leaderboard and the group's balloon. `first`: there was none yet. */
  | { readonly kind: "break"; readonly first: boolean }
  | { readonly kind: "paused" }
  | { readonly kind: "done" }
  | { readonly kind: "cue"; readonly cue: string }
  | { readonly kind: "tracking"; readonly reason: string }
  | { readonly kind: "begin" }
  | { readonly kind: "prompt" };

export interface MomentInput {
  readonly view: SessionView;
  readonly me: ParticipantView;
  readonly own: OwnMovement;
  /** The cue the pace allows on the screen, empty when there is none. */
  readonly cue: string;
  /** How long the body has not been seen well, 0 when it is seen. */
  readonly unseenForMs: number;
  /** What was seen last is too old to be believed. */
  readonly old: boolean;
  readonly counted: boolean;
}

/** A turned head or a passing cat is not worth a word. */
export const UNSEEN_SAID_AFTER_MS = 1_500;

export function momentOf({ view, me, own, cue, unseenForMs, old, counted }: MomentInput): Moment {
  const set = view.set;
  if (set === undefined || set.state === "finished") return { kind: "break", first: set === undefined };
  if (set.state === "paused") return { kind: "paused" };
  if (me.targetRepetitions > 0 && own.repetitions >= me.targetRepetitions && own.pending === 0) return { kind: "done" };
  if (!counted || own.reading === undefined) return { kind: "prompt" };
  if (old) return { kind: "tracking", reason: "" };
  if (own.reading.tracking === "lost" || own.reading.tracking === "partial") {
    if (unseenForMs >= UNSEEN_SAID_AFTER_MS) return { kind: "tracking", reason: own.reading.trackingReason };
  }
  if (cue !== "") return { kind: "cue", cue };
  if (own.reading.phase === "waiting") return { kind: "begin" };
  return { kind: "prompt" };
}
