// Who may see and hear a recording, and who may decide over it.
import type { PersonRole } from "@ensemble/shared/session/identifiers.ts";

export interface Viewer {
  readonly personId: string;
  readonly clinicId: string;
  readonly role: PersonRole;
}
interface Viewed {
  readonly clinicId: string;
  readonly participantId: string | undefined;
  readonly sentAtMs: number | undefined;
}

/** `unknown`: not even that there is one. Another clinic is told of nothing, and whoever runs the machines neither. */
export type Permission = "yes" | "notAllowed" | "unknown";

/** The clinic's therapists, and the patient whose recording it is once a therapist has sent it. */
export function mayView(viewer: Viewer, recording: Viewed): Permission {
  if (viewer.role === "operator" || viewer.clinicId !== recording.clinicId) return "unknown";
  if (viewer.role === "therapist") return "yes";
  const isTheirs = recording.participantId === viewer.personId && recording.sentAtMs !== undefined;
  return isTheirs ? "yes" : "notAllowed";
}

/** A stretch of it that was sent with a comment, of which whoever asks has made sure: the patient sees that without seeing the whole. */
export function mayViewSentClip(viewer: Viewer, recording: Viewed): Permission {
  const permission = mayView(viewer, recording);
  return permission === "notAllowed" && recording.participantId === viewer.personId ? "yes" : permission;
}

/** Sending, holding, destroying. */
export function mayDecide(viewer: Viewer, recording: Viewed): Permission {
  const permission = mayView(viewer, recording);
  return permission === "yes" && viewer.role !== "therapist" ? "notAllowed" : permission;
}
