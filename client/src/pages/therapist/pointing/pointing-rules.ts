// How far the next target goes. Pure.
import { HIGHEST_TARGET_DEGREES, type PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";

/** Chosen by hand, for one patient. */
export interface ChosenDegrees {
  readonly participantId: ParticipantId;
  readonly degrees: number;
}

const USUAL_DEGREES = 90;
const FEWEST_DEGREES = 5;

/** As chosen for this patient, else as far as the newest target on this picture goes, else as far as the set wants. */
export function degreesFor(
  participantId: ParticipantId,
  chosen: ChosenDegrees | undefined,
  standing: readonly PlacedAnnotation[],
  wantedDegrees: number | undefined,
): number {
  if (chosen?.participantId === participantId) return chosen.degrees;
  const newest = standing.findLast((one) => one.tool === "target");
  if (newest?.tool === "target") return newest.degrees;
  const wanted = Math.round(wantedDegrees ?? 0);
  return wanted >= FEWEST_DEGREES && wanted <= HIGHEST_TARGET_DEGREES ? wanted : USUAL_DEGREES;
}

export function changedDegrees(degrees: number, by: number): number {
  return Math.max(FEWEST_DEGREES, Math.min(HIGHEST_TARGET_DEGREES, degrees + by));
}
