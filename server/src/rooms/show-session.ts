// Writes what may be told of a session into the state on the wire. Assigning an equal value costs nothing: only changes travel.
import { balloonHeight } from "@ensemble/shared/games/balloon.ts";
import { attainedDegrees } from "@ensemble/shared/movement/attained.ts";
import type { RefereeReading } from "@ensemble/shared/movement/referee.ts";
import { annotationsToWire } from "@ensemble/shared/protocol/annotation-form.ts";
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { RecordedNow } from "@ensemble/shared/protocol/session-view.ts";
import { marksToWire, toWire } from "@ensemble/shared/protocol/state-values.ts";
import { hasAgreed } from "@ensemble/shared/session/agreement.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { LineQuality } from "@ensemble/shared/session/line-quality.ts";
import { consentHolds } from "@ensemble/shared/session/may-consume.ts";
import { takesPartInRecording } from "@ensemble/shared/session/may-record.ts";
import { partnersOf } from "@ensemble/shared/session/pair-rules.ts";
import { type PictureStep, type StepCause, worseStep } from "@ensemble/shared/session/picture-ladder-rules.ts";
import type { ParticipantState, SessionState, SetResult } from "@ensemble/shared/session/session-state.ts";
import type { Person } from "../identity/index.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { LiveSession } from "../session/index.ts";
import { ClinicalSchema, ParticipantSchema, type SessionRoomState } from "./session-room-state.ts";

/** What is known of a participant besides the journal. */
export interface Presence {
  framing: string;
  deviceCheck: DeviceCheckMessage | undefined;
  cue: string;
  streakDays: number;
  /** The therapist explains on their picture, which stands still. */
  held: boolean;
  /** What the line carries. */
  step: PictureStep;
  stepCause: StepCause;
  /** How well it does, as it is shown; undefined while nothing is measured. */
  lineQuality: LineQuality | undefined;
  /** What of picture and sound is being kept. */
  recordedNow: RecordedNow;
}
export const createPresence = (): Presence => ({
  framing: "",
  deviceCheck: undefined,
  cue: "",
  streakDays: 0,
  held: false,
  step: "full",
  stepCause: "line",
  lineQuality: undefined,
  recordedNow: "nothing",
});
export interface ShownSession {
  readonly live: LiveSession;
  readonly people: ReadonlyMap<ParticipantId, Person>;
  readonly presence: ReadonlyMap<ParticipantId, Presence>;
  readonly library: ExerciseLibrary;
}

export function showSession(room: SessionRoomState, shown: ShownSession): void {
  const { live } = shown;
  const state = live.visible();
  room.title = live.groupSession.title;
  room.epoch = live.epoch;
  room.phase = state.phase;
  room.exerciseId = state.exerciseId ?? "";
  room.pictureMode = state.pictureMode;
  room.spotlight = state.spotlight ?? "";
  room.privateWord = state.privateWord !== null;
  room.privateWordById = state.privateWord?.byId ?? "";
  room.recording = state.recording !== null;
  room.therapistStep = therapistStep(shown, state);
  room.balloon = balloonHeight(state);
  room.provisional = live.isProvisional();
  showSet(room, state);
  const visible = new Set(shownParticipants(state).map((participant) => participant.participantId));
  for (const key of [...room.participants.keys()]) {
    if (!visible.has(key as ParticipantId)) room.participants.delete(key);
  }
  for (const participant of Object.values(state.participants)) {
    if (visible.has(participant.participantId)) showParticipant(room, shown, state, participant);
    // Of everybody, shown or not: who joins sees the set that runs before the joining is committed, and moves by its own target.
    if (participant.role === "patient") showClinical(room, shown, state, participant);
  }
}

/** Of the therapist who is there; everybody looks at that picture. */
function therapistStep({ presence }: ShownSession, state: SessionState): PictureStep {
  const there = Object.values(state.participants).filter(({ role, present }) => role === "therapist" && present);
  return there.map(({ participantId }) => presence.get(participantId)?.step ?? "full").reduce(worseStep, "full");
}

/** Without a frame for this long nobody is seen, whatever the last frame showed. */
const SILENT_AFTER_MS = 2_000;
type Reading = Pick<RefereeReading, "angleDegrees" | "tracking" | "trackingReason" | "viewFits">;
const NOBODY: Reading = { angleDegrees: undefined, tracking: "lost", trackingReason: "nobody_seen", viewFits: false };

/** Readings change with every frame; they are shown at their own rate, to those who may see them. */
export function showReading(
  room: SessionRoomState,
  participantId: ParticipantId,
  latest: Reading | undefined,
  silentForMs: number,
): void {
  const clinical = room.clinical.get(participantId);
  if (clinical === undefined) return;
  const reading = silentForMs > SILENT_AFTER_MS ? NOBODY : latest;
  clinical.angleDegrees = reading?.angleDegrees === undefined ? toWire(undefined) : Math.round(reading.angleDegrees);
  clinical.tracking = reading?.tracking ?? "good";
  clinical.trackingReason = reading === undefined || reading.trackingReason === "seen" ? "" : reading.trackingReason;
  if (reading !== undefined && clinical.attainedDegrees === toWire(undefined))
    clinical.rangeMeasurable = reading.viewFits;
}

/** One place, one person: a simulated patient keeps a place warm only while the real one is away. */
export function shownParticipants(state: SessionState): readonly ParticipantState[] {
  const all = Object.values(state.participants);
  return all.filter((one) => {
    const others = all.filter((other) => other !== one && other.role === one.role && other.mark === one.mark);
    if (one.simulated) return one.present && !others.some((other) => !other.simulated && other.present);
    return one.present || !others.some((other) => other.simulated && other.present);
  });
}

function showSet(room: SessionRoomState, state: SessionState): void {
  const { set } = state;
  room.setId = set?.setId ?? "";
  if (set === null) return;
  room.setOrdinal = set.ordinal;
  room.setPhase = set.phase;
  room.setExerciseId = set.exerciseId;
  room.setState = set.finished ? "finished" : set.running ? "running" : "paused";
  room.setRanMs = set.ranMs;
  room.setChangedAtMs = set.changedAtMs;
}

function showParticipant(
  room: SessionRoomState,
  shown: ShownSession,
  state: SessionState,
  participant: ParticipantState,
): void {
  const { participantId } = participant;
  let row = room.participants.get(participantId);
  if (row === undefined) {
    row = new ParticipantSchema();
    room.participants.set(participantId, row);
  }
  const person = shown.people.get(participantId);
  const presence = shown.presence.get(participantId);
  row.role = participant.role;
  row.name = (participant.shownAs === "nickname" ? person?.nickname : person?.name) ?? "";
  row.mark = participant.mark;
  row.simulated = participant.simulated;
  row.present = participant.present;
  row.connection = participant.present ? "good" : "lost";
  row.ready = participant.ready;
  row.repetitions = resultOf(state, participant)?.repetitions ?? 0;
  row.points = participant.points;
  row.streakDays = participant.streakShared ? (presence?.streakDays ?? 0) : toWire(undefined);
  row.standing = participant.standing;
  row.shownAs = participant.shownAs;
  row.pictureConsent = consentHolds(participant, state);
  row.microphoneToGroup = participant.microphoneToGroup;
  row.takesPartInRecording = takesPartInRecording(participant, state);
  row.recordingAnswer = participant.role === "therapist" ? participant.recordingAnswer : "";
  row.recordedNow = participant.role === "therapist" ? (presence?.recordedNow ?? "nothing") : "";
  row.lineQuality = participant.role === "therapist" ? qualityOf(participant, presence) : "";
}

function qualityOf({ present }: ParticipantState, presence: Presence | undefined): LineQuality | "" {
  return (present && presence?.lineQuality) || "";
}

function showClinical(
  room: SessionRoomState,
  shown: ShownSession,
  state: SessionState,
  participant: ParticipantState,
): void {
  const { participantId } = participant;
  const clinical = clinicalOf(room, participantId);
  const presence = shown.presence.get(participantId);
  const target = targetOf(shown, state, participant);
  const result = resultOf(state, participant);
  const range = result?.lastRange ?? undefined;
  const direction = result && shown.library.find(result.exerciseId)?.direction;
  const whereabouts = shown.live.whereaboutsOf(participantId);
  const exerciseId = state.set !== null && !state.set.finished ? state.set.exerciseId : state.exerciseId;
  const exercise = exerciseId === null ? undefined : shown.library.find(exerciseId)?.exercise;
  clinical.fullName = shown.people.get(participantId)?.name ?? "";
  clinical.side = target?.side ?? "both";
  clinical.targetRepetitions = target?.repetitions ?? 0;
  clinical.targetRangeDegrees = target?.rangeDegrees ?? exercise?.romTargetDegrees ?? 0;
  clinical.attainedDegrees = toWire(range && direction && attainedDegrees(range, direction));
  clinical.rangeBelow95 = range?.below95 ?? 0;
  clinical.rangeAbove95 = range?.above95 ?? 0;
  if (range !== undefined) clinical.rangeMeasurable = range.measurable;
  clinical.quality = result === undefined ? toWire(undefined) : Math.round(result.qualitySum / result.repetitions);
  clinical.confidence = result === undefined ? 0 : result.confidenceSum / result.repetitions;
  clinical.cue = presence?.cue ?? "";
  clinical.demonstration = participant.sideBySide.place;
  clinical.demonstrationInStep = participant.sideBySide.inStep;
  clinical.pictureStep = presence?.step ?? "full";
  clinical.stepCause = presence?.stepCause ?? "line";
  clinical.lineQuality = qualityOf(participant, presence);
  clinical.pain = toWire(participant.pain);
  clinical.effort = toWire(participant.effort);
  clinical.streakDays = presence?.streakDays ?? 0;
  clinical.agreed = hasAgreed(participant);
  clinical.framing = presence?.framing ?? "";
  clinical.checkedCamera = presence?.deviceCheck?.camera ?? "";
  clinical.checkedMicrophone = presence?.deviceCheck?.microphone ?? "";
  clinical.checkedSpeaker = presence?.deviceCheck?.speaker ?? "";
  clinical.checkedLine = presence?.deviceCheck?.line ?? "";
  clinical.checkedLineCause = presence?.deviceCheck?.lineCause ?? "";
  clinical.stopped = participant.stop !== null;
  clinical.stopTakenById = participant.stop?.takenById ?? "";
  clinical.stopPatientAgrees = participant.stop?.patientAgrees ?? false;
  clinical.stopTherapistAgrees = participant.stop?.therapistAgrees ?? false;
  clinical.inPrivateWord = state.privateWord?.participantId === participantId;
  clinical.pairedWith = marksToWire(partnersOf(participant, state).map(({ mark }) => mark));
  clinical.recordingAnswer = participant.recordingAnswer;
  clinical.recordedNow = presence?.recordedNow ?? "nothing";
  clinical.standingConsentUntilMs = participant.standingConsent?.untilMs ?? 0;
  clinical.answerStandsUntilMs = participant.answerStandsUntilMs ?? 0;
  clinical.annotations = annotationsToWire(participant.annotations);
  clinical.held = presence?.held ?? false;
  clinical.place = whereabouts?.place ?? "";
  clinical.emergencyContact = whereabouts?.emergencyContact ?? "";
}

/** Made for every patient, so that views can hold it before there is anything to see. */
export function clinicalOf(room: SessionRoomState, participantId: ParticipantId): ClinicalSchema {
  let clinical = room.clinical.get(participantId);
  if (clinical === undefined) {
    clinical = new ClinicalSchema();
    room.clinical.set(participantId, clinical);
  }
  return clinical;
}

function resultOf(state: SessionState, participant: ParticipantState): SetResult | undefined {
  return participant.results.find((result) => result.setId === state.set?.setId);
}

function targetOf(shown: ShownSession, state: SessionState, participant: ParticipantState) {
  const open = state.set !== null && !state.set.finished;
  if (open) return state.set?.targets[participant.participantId];
  if (state.exerciseId === null) return undefined;
  return participant.targets[state.exerciseId] ?? shown.library.find(state.exerciseId)?.offer.defaultTarget;
}
