// Whose pain stop nobody has taken yet.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";

export function waitsForTherapist(patient: ParticipantView): boolean {
  return patient.stopped && patient.clinical?.stop?.takenById === undefined;
}
