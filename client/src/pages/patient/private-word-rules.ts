// Whether the therapist speaks with one patient alone, as each of them knows it.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";

export type PrivateWord = "withMe" | "withSomebody" | "none";

export function privateWordOf(
  view: Pick<SessionView, "privateWord"> | undefined,
  me: Pick<ParticipantView, "clinical"> | undefined,
): PrivateWord {
  if (me?.clinical?.inPrivateWord) return "withMe";
  return view?.privateWord ? "withSomebody" : "none";
}
