// What remains of a session for those who were in it: a reading of its journal.
import type { QualityParts } from "../movement/quality-rules.ts";
import type { ExerciseId, GroupSessionId, ParticipantId } from "./identifiers.ts";
import type { Standing } from "./session-fact.ts";

export interface SessionSummary {
  readonly groupSessionId: GroupSessionId;
  readonly title: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly minutes: number;
  readonly repetitionsOfGroup: number;
  readonly balloon: number;
  /** Therapist: every patient. Patient: oneself only. */
  readonly patients: readonly PatientSummary[];
  /** Who chose to be on it; by name or nickname. */
  readonly leaderboard: readonly LeaderboardRow[];
}
export interface PatientSummary {
  readonly participantId: ParticipantId;
  readonly name: string;
  readonly mark: number;
  readonly simulated: boolean;
  readonly minutesPresent: number;
  /** The therapist spoke with this patient alone for so long. */
  readonly secondsInPrivate: number;
  readonly points: number;
  readonly streakDays: number;
  readonly standing: Standing;
  readonly pain: number | undefined;
  readonly effort: number | undefined;
  readonly stoppedForPain: number;
  readonly sets: readonly SetSummary[];
}
export interface SetSummary {
  readonly ordinal: number;
  readonly exerciseId: ExerciseId;
  readonly repetitions: number;
  readonly left: number;
  readonly right: number;
  readonly targetRepetitions: number;
  readonly targetRangeDegrees: number | undefined;
  /** How far, degrees: median over measurable repetitions of the angle at the far end, and by how much the truth may be less, and greater, with 95 %. */
  readonly attainedDegrees: number | undefined;
  readonly rangeBelow95: number | undefined;
  readonly rangeAbove95: number | undefined;
  /** Mean, 0…100 */
  readonly quality: number | undefined;
  /** What it is made of, as it usually was in the set; undefined of journals of before there were parts. */
  readonly parts: QualityParts | undefined;
  /** Mean, 0…1 */
  readonly confidence: number | undefined;
}
export interface LeaderboardRow {
  readonly rank: number;
  readonly name: string;
  readonly mark: number;
  readonly points: number;
  readonly me: boolean;
}
