// Which of the patient's three places is right now: lobby, session or the questions at the end. A reload lands in the same place.

import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ClientSession } from "../../connection/client-session.ts";

export type PatientStage = "lobby" | "session" | "end";

/** Late joiners agree and say where they are, then they are in the session: nobody is held back by a camera check while the others move. */
export function patientStage(view: SessionView, me: ParticipantView): PatientStage {
  if (view.phase === "summary") return "end";
  if (view.phase === "lobby") return "lobby";
  return mayJoin(me) ? "session" : "lobby";
}

/** What has to be known before anybody moves: agreed, and where help would have to go. */
export function mayJoin(me: ParticipantView): boolean {
  return me.clinical?.agreed === true && me.clinical.place !== "";
}

export function findMe(session: ClientSession): ParticipantView | undefined {
  return session.view?.participants.find((each) => each.participantId === session.meId);
}

export function findTherapist(view: SessionView | undefined): ParticipantView | undefined {
  return view?.participants.find((each) => each.role === "therapist");
}
