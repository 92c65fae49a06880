// What the therapist calls a patient: the full name, under which help would look for them, and the nickname the group knows where it differs.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";

export interface PatientName {
  readonly full: string;
  readonly nickname: string | undefined;
}

export function nameOf({ name, clinical }: Pick<ParticipantView, "name" | "clinical">): PatientName {
  const full = clinical?.fullName || name;
  return { full, nickname: full === name ? undefined : name };
}

export function wholeNameOf(patient: Pick<ParticipantView, "name" | "clinical">): string {
  const { full, nickname } = nameOf(patient);
  return nickname === undefined ? full : `${full} ${nickname}`;
}
