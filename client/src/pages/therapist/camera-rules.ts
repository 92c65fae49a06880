// Who is not measured, and whether that was chosen: somebody counted before whose camera has gone needs a look, somebody who came without one does not.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";

export type CameraUse = "used" | "withoutByChoice" | "gone";

export function cameraUse(patient: ParticipantView): CameraUse {
  if (patient.clinical?.framing !== "no_camera") return "used";
  return patient.points > 0 || patient.repetitions > 0 ? "gone" : "withoutByChoice";
}
