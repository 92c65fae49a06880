// The orders in which a therapist may read the summary.
import type { PatientSummary } from "@ensemble/shared/protocol/http-messages.ts";

export const PATIENT_ORDERS = ["place", "pain", "done", "minutes"] as const;
export type PatientOrder = (typeof PATIENT_ORDERS)[number];

export function orderPatients(patients: readonly PatientSummary[], order: PatientOrder): readonly PatientSummary[] {
  const key = KEYS[order];
  return patients.toSorted((one, other) => key(one) - key(other) || one.mark - other.mark);
}

/** Lower comes first. */
const KEYS: Record<PatientOrder, (patient: PatientSummary) => number> = {
  place: (patient) => patient.mark,
  /** Who stopped, then the highest pain; who was not asked comes last. */
  pain: (patient) => -100 * patient.stoppedForPain - (patient.pain ?? -1),
  done: shareDone,
  minutes: (patient) => patient.minutesPresent,
};

/** Repetitions of those that were set, 0…1; 1 for somebody who had nothing to do. */
export function shareDone(patient: PatientSummary): number {
  const wanted = patient.sets.reduce((sum, set) => sum + set.targetRepetitions, 0);
  const done = patient.sets.reduce((sum, set) => sum + Math.min(set.repetitions, set.targetRepetitions), 0);
  return wanted === 0 ? 1 : done / wanted;
}
