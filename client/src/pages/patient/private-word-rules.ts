// Whether a therapist speaks with one patient alone, as each of them knows it.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { findTherapist } from "./patient-stage.ts";

export type PrivateWord = "withMe" | "withSomebody" | "none";

export function privateWordOf(
  view: Pick<SessionView, "privateWord"> | undefined,
  me: Pick<ParticipantView, "clinical"> | undefined,
): PrivateWord {
  if (me?.clinical?.inPrivateWord) return "withMe";
  return view?.privateWord ? "withSomebody" : "none";
}

/** The therapist who speaks alone with somebody; one of the class where none does, or a server does not say which. */
export function findSpeaker(view: SessionView | undefined): ParticipantView | undefined {
  const speaker = view?.participants.find(({ participantId }) => participantId === view.privateWordById);
  return speaker ?? findTherapist(view);
}
