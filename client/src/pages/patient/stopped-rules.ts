// What a stopped patient is told: first whether anybody knows, then whether anybody came, then who still has to agree.

import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ConnectionStatus } from "../../connection/client-session.ts";

export type StoppedState = "offline" | "telling" | "told" | "taken" | "theyAgree" | "waiting";

export function stoppedState(me: ParticipantView, status: ConnectionStatus): StoppedState {
  const stop = me.clinical?.stop;
  if (stop === undefined) return status === "connected" ? "telling" : "offline";
  if (stop.patientAgrees) return "waiting";
  if (stop.therapistAgrees) return "theyAgree";
  return stop.takenById === undefined ? "told" : "taken";
}
