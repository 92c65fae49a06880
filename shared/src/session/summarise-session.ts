// The summary of a session: a reading of its journal, everything for the therapist, oneself only for a patient.
import { attainedDegrees, type Direction, degreesBeyond } from "../movement/attained.ts";
import { usualParts } from "../movement/weakest-part.ts";
import type { ExerciseId, ParticipantId, SetId } from "./identifiers.ts";
import type { MeasuredRepetitions } from "./measured-repetitions.ts";
import type { MeasuredRange } from "./session-fact.ts";
import type { ParticipantState, SessionState, SetResult } from "./session-state.ts";
import type { LeaderboardRow, PatientSummary, SessionSummary, SetSummary } from "./session-summary.ts";

const MINUTE_MS = 60_000;

export interface SummaryContext {
  readonly title: string;
  readonly viewerId: ParticipantId;
  readonly name: (participantId: ParticipantId) => string;
  readonly nickname: (participantId: ParticipantId) => string;
  readonly streakDays: (participantId: ParticipantId) => number;
  /** Of the journal: how often somebody stopped for pain. */
  readonly painStops: (participantId: ParticipantId) => number;
  /** Of the journal, by participant and set. */
  readonly measured: (participantId: ParticipantId, setId: SetId) => MeasuredRepetitions;
  /** Of the exercise's range of motion; undefined where the exercise is no longer known. */
  readonly directionOf: (exerciseId: ExerciseId) => Direction | undefined;
  /** Height of the group's balloon in thousandths. */
  readonly balloon: number;
  readonly nowMs: number;
}

export function summariseSession(state: SessionState, context: SummaryContext): SessionSummary {
  const { viewerId } = context;
  const isTherapist = state.participants[viewerId]?.role === "therapist";
  const patients = Object.values(state.participants).filter((one) => one.role === "patient" && one.everJoined);
  const end = state.endedAtMs ?? context.nowMs;
  return {
    groupSessionId: state.groupSessionId,
    title: context.title,
    startedAtMs: state.openedAtMs,
    endedAtMs: state.endedAtMs ?? undefined,
    minutes: Math.round((end - state.openedAtMs) / MINUTE_MS),
    repetitionsOfGroup: patients.reduce((sum, one) => sum + repetitionsOf(one), 0),
    balloon: context.balloon,
    patients: patients
      .filter((one) => isTherapist || one.participantId === viewerId)
      .sort((a, b) => a.mark - b.mark)
      .map((one) => summarisePatient(state, one, end, context)),
    leaderboard: leaderboard(patients, context),
  };
}

function summarisePatient(
  state: SessionState,
  patient: ParticipantState,
  end: number,
  context: SummaryContext,
): PatientSummary {
  const { participantId } = patient;
  const present = patient.presentMs + (patient.presentSinceMs === null ? 0 : end - patient.presentSinceMs);
  return {
    participantId,
    name: context.name(participantId),
    mark: patient.mark,
    simulated: patient.simulated,
    minutesPresent: Math.round(present / MINUTE_MS),
    secondsInPrivate: Math.round((patient.privateMs + wordUntil(state, participantId, end)) / 1000),
    points: patient.points,
    streakDays: context.streakDays(participantId),
    standing: patient.standing,
    pain: patient.pain ?? undefined,
    effort: patient.effort ?? undefined,
    stoppedForPain: context.painStops(participantId),
    sets: patient.results.map((result) =>
      summariseSet(
        state,
        result,
        context.measured(participantId, result.setId),
        context.directionOf(result.exerciseId),
      ),
    ),
  };
}

function wordUntil({ privateWord }: SessionState, participantId: ParticipantId, end: number): number {
  if (privateWord?.participantId !== participantId || privateWord.sinceMs === null) return 0;
  return end - privateWord.sinceMs;
}

// Where nobody knows any more which way the exercise went, nobody can say how far somebody came.
function summariseSet(
  state: SessionState,
  result: SetResult,
  measured: MeasuredRepetitions,
  direction: Direction | undefined,
): SetSummary {
  const measurable = measured.ranges.filter((range) => range.measurable);
  const middle = direction === undefined ? undefined : middleOf(measurable, direction);
  const some = result.repetitions > 0;
  return {
    ordinal: state.sets.findIndex((set) => set.setId === result.setId) + 1,
    exerciseId: result.exerciseId,
    repetitions: result.repetitions,
    left: result.left,
    right: result.right,
    targetRepetitions: result.target.repetitions,
    targetRangeDegrees: result.target.rangeDegrees,
    attainedDegrees: middle?.attained,
    rangeBelow95: middle?.range.below95,
    rangeAbove95: middle?.range.above95,
    quality: some ? Math.round(result.qualitySum / result.repetitions) : undefined,
    parts: usualParts(measured.parts),
    confidence: some ? result.confidenceSum / result.repetitions : undefined,
  };
}

/** The middle one by how far it came; of an even number the less far, so that it is one that was really measured. */
function middleOf(ranges: readonly MeasuredRange[], direction: Direction) {
  const sorted = ranges
    .map((range) => ({ attained: attainedDegrees(range, direction), range }))
    .sort((a, b) => degreesBeyond(a.attained, b.attained, direction));
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function leaderboard(patients: readonly ParticipantState[], context: SummaryContext): readonly LeaderboardRow[] {
  const shown = patients
    .filter((one) => one.standing !== "hidden")
    .sort((a, b) => b.points - a.points || a.mark - b.mark);
  return shown.map((one) => ({
    // Equal points share a place.
    rank: 1 + shown.filter((other) => other.points > one.points).length,
    name: one.standing === "nickname" ? context.nickname(one.participantId) : context.name(one.participantId),
    mark: one.mark,
    points: one.points,
    me: one.participantId === context.viewerId,
  }));
}

function repetitionsOf(patient: ParticipantState): number {
  return patient.results.reduce((sum, result) => sum + result.repetitions, 0);
}
