// What the last half minute looked like, for the therapist's curves: angles as they came, and one entry for each repetition of the present set.
import type { QualityParts } from "@ensemble/shared/movement/quality-rules.ts";
import type { MeasurementMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";

export interface AngleSample {
  readonly atMs: number;
  /** Undefined while the angle cannot be seen: the curve has a gap there. */
  readonly degrees: number | undefined;
}

export interface RepetitionSample {
  readonly ordinal: number;
  /** The angle attained. */
  readonly degrees: number | undefined;
  readonly below95: number;
  readonly above95: number;
  readonly measurable: boolean;
  readonly quality: number | undefined;
  /** What quality is made of; undefined where only the state told of this repetition. */
  readonly parts: QualityParts | undefined;
  readonly confidence: number;
}

export interface PatientHistory {
  readonly setId: string | undefined;
  readonly angles: readonly AngleSample[];
  readonly repetitions: readonly RepetitionSample[];
}

export type MovementHistory = Readonly<Record<ParticipantId, PatientHistory>>;

export const KEPT_MS = 30_000;
/** Finer than the eye needs is not kept. */
const SPACING_MS = 60;

export function rememberMovement(history: MovementHistory, view: SessionView, nowMs: number): MovementHistory {
  const next: Record<ParticipantId, PatientHistory> = {};
  for (const each of view.participants) {
    if (each.role === "patient") next[each.participantId] = remember(history[each.participantId], each, view, nowMs);
  }
  return next;
}

/** What was measured of one repetition: the state's next patch may already tell of a later one, and has means of the set only. */
export function noteMeasurement(history: MovementHistory, message: MeasurementMessage): MovementHistory {
  const known = history[message.participantId];
  if (known === undefined) return history;
  const others = known.repetitions.filter((each) => each.ordinal !== message.ordinal);
  const sample: RepetitionSample = {
    ordinal: message.ordinal,
    degrees: message.attainedDegrees,
    below95: message.rangeBelow95,
    above95: message.rangeAbove95,
    measurable: message.rangeMeasurable,
    quality: message.quality,
    parts: message.parts,
    confidence: message.confidence,
  };
  const repetitions = [...others, sample].sort((one, other) => one.ordinal - other.ordinal);
  return { ...history, [message.participantId]: { ...known, repetitions } };
}

function remember(
  known: PatientHistory | undefined,
  patient: ParticipantView,
  view: SessionView,
  nowMs: number,
): PatientHistory {
  const setId = view.set?.setId;
  const sameSet = known !== undefined && known.setId === setId;
  const angles = withAngle(known?.angles ?? [], patient.clinical?.angleDegrees, nowMs);
  const repetitions = withRepetition(sameSet ? known.repetitions : [], patient);
  const unchanged = sameSet && angles === known.angles && repetitions === known.repetitions;
  return unchanged ? known : { setId, angles, repetitions };
}

function withAngle(angles: readonly AngleSample[], degrees: number | undefined, nowMs: number): readonly AngleSample[] {
  const last = angles.at(-1);
  if (last !== undefined && nowMs - last.atMs < SPACING_MS) return angles;
  if (degrees === undefined && last?.degrees === undefined) return angles;
  const from = angles.findIndex((sample) => nowMs - sample.atMs <= KEPT_MS);
  return [...(from === -1 ? [] : angles.slice(from)), { atMs: nowMs, degrees }];
}

function withRepetition(
  repetitions: readonly RepetitionSample[],
  patient: ParticipantView,
): readonly RepetitionSample[] {
  const { clinical } = patient;
  const last = repetitions.at(-1)?.ordinal ?? 0;
  if (clinical === undefined || patient.repetitions <= last) return repetitions;
  return [
    ...repetitions,
    {
      ordinal: patient.repetitions,
      degrees: clinical.attainedDegrees,
      below95: clinical.rangeBelow95,
      above95: clinical.rangeAbove95,
      measurable: clinical.rangeMeasurable,
      quality: clinical.quality,
      parts: undefined,
      confidence: clinical.confidence,
    },
  ];
}
