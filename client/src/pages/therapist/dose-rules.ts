// The dose of one patient for one exercise: what holds, what was saved for the next set, and what is being typed.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { Target } from "@ensemble/shared/session/session-fact.ts";

export type Dose = Target & { readonly rangeDegrees: number };

export interface SavedDose {
  readonly participantId: ParticipantId;
  readonly exerciseId: ExerciseId;
  readonly target: Dose;
}

/** A field may be empty while somebody types. */
export interface DoseDraft {
  readonly repetitions: number | string;
  readonly rangeDegrees: number | string;
  readonly side: Target["side"];
}

export const MOST_REPETITIONS = 100;
/** To either side of the neutral position: extension has targets below zero. */
export const WIDEST_DEGREES = 180;

/** What the session says: of the running set while one is open, of the next one otherwise. */
export function doseInSession(patient: ParticipantView, exercise: TrackedExercise): Dose {
  return {
    repetitions: patient.targetRepetitions > 0 ? patient.targetRepetitions : exercise.dose.repetitions,
    rangeDegrees: Math.round(patient.clinical?.targetRangeDegrees ?? exercise.romTargetDegrees),
    side: patient.clinical?.side ?? "both",
  };
}

export function findSaved(
  saved: readonly SavedDose[],
  participantId: ParticipantId,
  exerciseId: string,
): Dose | undefined {
  return saved.find((each) => each.participantId === participantId && each.exerciseId === exerciseId)?.target;
}

export function keepSaved(saved: readonly SavedDose[], dose: SavedDose): readonly SavedDose[] {
  const others = saved.filter(
    (each) => each.participantId !== dose.participantId || each.exerciseId !== dose.exerciseId,
  );
  return [...others, dose];
}

/** Forgets what the session itself says by now; while a set runs it still says the old one. */
export function forgetShown(
  saved: readonly SavedDose[],
  view: SessionView,
  exercise: TrackedExercise,
): readonly SavedDose[] {
  if (view.set !== undefined && view.set.state !== "finished") return saved;
  const left = saved.filter(({ participantId, exerciseId, target }) => {
    const patient = view.participants.find((each) => each.participantId === participantId);
    return exerciseId !== exercise.id || patient === undefined || !isSame(target, doseInSession(patient, exercise));
  });
  return left.length === saved.length ? saved : left;
}

/** The target that a draft asks for, or undefined where it says nothing new or nothing whole. */
export function wantedTarget(draft: DoseDraft, holds: Dose): Dose | undefined {
  const { repetitions, rangeDegrees, side } = draft;
  if (!isWithin(repetitions, 1, MOST_REPETITIONS)) return undefined;
  if (!isWithin(rangeDegrees, -WIDEST_DEGREES, WIDEST_DEGREES)) return undefined;
  const target = { repetitions, rangeDegrees, side };
  return isSame(target, holds) ? undefined : target;
}

function isWithin(value: number | string, least: number, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}

function isSame(one: Dose, other: Dose): boolean {
  return one.repetitions === other.repetitions && one.rangeDegrees === other.rangeDegrees && one.side === other.side;
}
