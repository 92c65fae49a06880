// The state as it comes over the wire, read into the plain view the pages know.
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type {
  ClinicalView,
  ParticipantView,
  RecordedNow,
  SessionView,
  SetView,
} from "@ensemble/shared/protocol/session-view.ts";
import { fromWire, marksFromWire } from "@ensemble/shared/protocol/state-values.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, Role, SetId } from "@ensemble/shared/session/identifiers.ts";
import { LINE_QUALITIES, type LineQuality } from "@ensemble/shared/session/line-quality.ts";
import { PICTURE_STEPS, type PictureStep } from "@ensemble/shared/session/picture-ladder-rules.ts";
import type { RecordingAnswer } from "@ensemble/shared/session/recording-consent.ts";
import type { MovingPhase, Phase, PictureMode, Standing } from "@ensemble/shared/session/session-fact.ts";
import { DEMONSTRATION_PLACES } from "@ensemble/shared/session/side-by-side.ts";

interface WireParticipant {
  role: string;
  name: string;
  mark: number;
  simulated: boolean;
  present: boolean;
  connection: string;
  ready: boolean;
  repetitions: number;
  points: number;
  streakDays: number;
  standing: string;
  shownAs: string;
  pictureConsent: boolean;
  microphoneToGroup: boolean;
  /** Missing, as is all of recordings, from servers that do not record. */
  takesPartInRecording?: boolean;
  recordingAnswer?: string;
  recordedNow?: string;
  /** Missing from servers that show nobody how lines do. */
  lineQuality?: string;
}
/** Every field is missing for those who may not see it. */
interface WireClinical {
  fullName?: string;
  side?: string;
  targetRepetitions?: number;
  targetRangeDegrees?: number;
  attainedDegrees?: number;
  rangeBelow95?: number;
  rangeAbove95?: number;
  rangeMeasurable?: boolean;
  angleDegrees?: number;
  quality?: number;
  confidence?: number;
  tracking?: string;
  trackingReason?: string;
  cue?: string;
  pain?: number;
  effort?: number;
  streakDays?: number;
  agreed?: boolean;
  framing?: string;
  checkedCamera?: string;
  checkedMicrophone?: string;
  checkedSpeaker?: string;
  checkedLine?: string;
  checkedLineCause?: string;
  stopped?: boolean;
  stopTakenById?: string;
  stopPatientAgrees?: boolean;
  stopTherapistAgrees?: boolean;
  inPrivateWord?: boolean;
  pairedWith?: string;
  recordingAnswer?: string;
  recordedNow?: string;
  /** Missing from servers that know of no standing consents. */
  standingConsentUntilMs?: number;
  answerStandsUntilMs?: number;
  /** Missing, with what follows, from servers that do not know of it. */
  demonstration?: string;
  demonstrationInStep?: boolean;
  /** Missing, as is `therapistStep`, from servers that do not look at lines. */
  pictureStep?: string;
  stepCause?: string;
  lineQuality?: string;
  annotations?: string;
  held?: boolean;
  place?: string;
  emergencyContact?: string;
}
export interface WireSession {
  title: string;
  epoch: number;
  phase: string;
  exerciseId: string;
  setId: string;
  setOrdinal: number;
  setPhase: string;
  setExerciseId: string;
  setState: string;
  setRanMs: number;
  setChangedAtMs: number;
  pictureMode: string;
  spotlight: string;
  privateWord: boolean;
  /** Missing from servers that do not tell therapists apart. */
  privateWordById?: string;
  recording?: boolean;
  therapistStep?: string;
  balloon: number;
  provisional: boolean;
  participants: ReadonlyMap<string, WireParticipant>;
  clinical: ReadonlyMap<string, WireClinical>;
}

export function readSessionView(groupSessionId: GroupSessionId, state: WireSession): SessionView {
  const participants = [...state.participants].map(([id, participant]) =>
    readParticipant(id as ParticipantId, participant, state.clinical.get(id)),
  );
  return {
    groupSessionId,
    title: state.title,
    epoch: state.epoch,
    phase: state.phase as Phase,
    exerciseId: optional<ExerciseId>(state.exerciseId),
    set: readSet(state),
    pictureMode: state.pictureMode as PictureMode,
    spotlight: optional<ParticipantId>(state.spotlight),
    privateWord: state.privateWord,
    privateWordById: optional<ParticipantId>(state.privateWordById ?? ""),
    recording: state.recording ?? false,
    therapistStep: readStep(state.therapistStep),
    balloon: state.balloon,
    provisional: state.provisional,
    participants: participants.sort((a, b) => a.mark - b.mark),
  };
}

function readSet(state: WireSession): SetView | undefined {
  if (state.setId === "") return undefined;
  return {
    setId: state.setId as SetId,
    ordinal: state.setOrdinal,
    phase: state.setPhase as MovingPhase,
    exerciseId: state.setExerciseId as ExerciseId,
    state: state.setState as SetView["state"],
    ranMs: state.setRanMs,
    changedAtMs: state.setChangedAtMs,
  };
}

/** Missing from a server that does not know of it yet. */
function readDeviceCheck(wire: WireClinical): DeviceCheckMessage | undefined {
  if (!wire.checkedCamera) return undefined;
  return {
    camera: wire.checkedCamera as DeviceCheckMessage["camera"],
    microphone: wire.checkedMicrophone as DeviceCheckMessage["microphone"],
    speaker: wire.checkedSpeaker as DeviceCheckMessage["speaker"],
    line: wire.checkedLine as DeviceCheckMessage["line"],
    lineCause: wire.checkedLineCause as DeviceCheckMessage["lineCause"],
  };
}

function readParticipant(
  participantId: ParticipantId,
  wire: WireParticipant,
  wireClinical: WireClinical | undefined,
): ParticipantView {
  const clinical = wireClinical?.agreed === undefined ? undefined : readClinical(wireClinical);
  return {
    participantId,
    role: wire.role as Role,
    name: wire.name,
    mark: wire.mark,
    simulated: wire.simulated,
    present: wire.present,
    connection: wire.connection as ParticipantView["connection"],
    ready: wire.ready,
    repetitions: wire.repetitions,
    targetRepetitions: clinical?.targetRepetitions ?? 0,
    points: wire.points,
    streakDays: fromWire(wire.streakDays),
    standing: wire.standing as Standing,
    shownAs: wire.shownAs as ParticipantView["shownAs"],
    stopped: clinical?.stop !== undefined,
    pictureConsent: wire.pictureConsent,
    microphoneToGroup: wire.microphoneToGroup,
    takesPartInRecording: wire.takesPartInRecording ?? false,
    recordingAnswer: readAnswer(wire.recordingAnswer || wireClinical?.recordingAnswer),
    recordedNow: readRecorded(wire.recordedNow || wireClinical?.recordedNow),
    lineQuality: readQuality(wire.lineQuality || wireClinical?.lineQuality),
    clinical,
  };
}

function readClinical(wire: WireClinical): ClinicalView {
  const number = (value: number | undefined) => (value === undefined ? undefined : fromWire(value));
  return {
    fullName: wire.fullName ?? "",
    side: (wire.side ?? "both") as ClinicalView["side"],
    targetRepetitions: wire.targetRepetitions ?? 0,
    targetRangeDegrees: wire.targetRangeDegrees ?? 0,
    attainedDegrees: number(wire.attainedDegrees),
    rangeBelow95: wire.rangeBelow95 ?? 0,
    rangeAbove95: wire.rangeAbove95 ?? 0,
    rangeMeasurable: wire.rangeMeasurable ?? false,
    angleDegrees: number(wire.angleDegrees),
    quality: number(wire.quality),
    confidence: wire.confidence ?? 0,
    tracking: (wire.tracking ?? "good") as ClinicalView["tracking"],
    trackingReason: wire.trackingReason ?? "",
    cue: wire.cue ?? "",
    pain: number(wire.pain),
    effort: number(wire.effort),
    streakDays: wire.streakDays ?? 0,
    agreed: wire.agreed ?? false,
    framing: wire.framing ?? "",
    deviceCheck: readDeviceCheck(wire),
    stop: wire.stopped
      ? {
          takenById: optional<ParticipantId>(wire.stopTakenById ?? ""),
          patientAgrees: wire.stopPatientAgrees ?? false,
          therapistAgrees: wire.stopTherapistAgrees ?? false,
        }
      : undefined,
    inPrivateWord: wire.inPrivateWord ?? false,
    pictureStep: readStep(wire.pictureStep),
    stepCause: wire.stepCause === "server" ? "server" : "line",
    sideBySide: {
      place: DEMONSTRATION_PLACES.find((one) => one === wire.demonstration) ?? "off",
      inStep: wire.demonstrationInStep ?? false,
    },
    pairedWith: marksFromWire(wire.pairedWith ?? ""),
    annotations: wire.annotations ?? "",
    held: wire.held ?? false,
    // Zero where there is none, missing from servers that know of none.
    standingConsentUntilMs: wire.standingConsentUntilMs || undefined,
    answerStandsUntilMs: wire.answerStandsUntilMs || undefined,
    place: wire.place ?? "",
    emergencyContact: wire.emergencyContact ?? "",
  };
}

function readStep(step: string | undefined): PictureStep {
  return PICTURE_STEPS.find((one) => one === step) ?? "full";
}

function readQuality(quality: string | undefined): LineQuality | undefined {
  return LINE_QUALITIES.find((one) => one === quality);
}

function readAnswer(answer: string | undefined): RecordingAnswer | undefined {
  return answer === "none" || answer === "given" || answer === "refused" ? answer : undefined;
}

function readRecorded(now: string | undefined): RecordedNow {
  return now === "picture" || now === "sound" || now === "both" ? now : "nothing";
}

function optional<T extends string>(text: string): T | undefined {
  return text === "" ? undefined : (text as T);
}
