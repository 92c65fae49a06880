// The state a session's clients see. Everything clinical is tagged for views: only the therapist and the patient concerned receive it.
// Targets and pain stops are clinical too: nothing in a participant's public part changes with them.
import { Encoder, type SchemaType, schema, t } from "@colyseus/schema";

/**
 * What one patient's clinical fields may take in one patch: what does not fit is cut off without a word. Drawings are the most, 21 kB of them
 * when as many are there as may be.
 */
export const CLINICAL_BYTES = 64 * 1024;
Encoder.BUFFER_SIZE = CLINICAL_BYTES;

export const ClinicalSchema = schema(
  {
    fullName: t.string().view(),
    side: t.string().view(),
    targetRepetitions: t.uint16().view(),
    targetRangeDegrees: t.float32().view(),
    attainedDegrees: t.float32().view(),
    rangeBelow95: t.float32().view(),
    rangeAbove95: t.float32().view(),
    rangeMeasurable: t.boolean().view(),
    angleDegrees: t.float32().view(),
    quality: t.float32().view(),
    confidence: t.float32().view(),
    tracking: t.string().view(),
    trackingReason: t.string().view(),
    cue: t.string().view(),
    demonstration: t.string().view(),
    demonstrationInStep: t.boolean().view(),
    pictureStep: t.string().view(),
    stepCause: t.string().view(),
    pain: t.float32().view(),
    effort: t.float32().view(),
    streakDays: t.int16().view(),
    agreed: t.boolean().view(),
    framing: t.string().view(),
    checkedCamera: t.string().view(),
    checkedMicrophone: t.string().view(),
    checkedSpeaker: t.string().view(),
    checkedLine: t.string().view(),
    checkedLineCause: t.string().view(),
    stopped: t.boolean().view(),
    stopTakenById: t.string().view(),
    stopPatientAgrees: t.boolean().view(),
    stopTherapistAgrees: t.boolean().view(),
    inPrivateWord: t.boolean().view(),
    pairedWith: t.string().view(),
    recordingAnswer: t.string().view(),
    recordedNow: t.string().view(),
    standingConsentUntilMs: t.float64().view(),
    answerStandsUntilMs: t.float64().view(),
    annotations: t.string().view(),
    held: t.boolean().view(),
    place: t.string().view(),
    emergencyContact: t.string().view(),
    lineQuality: t.string().view(),
  },
  "Clinical",
);
export type ClinicalSchema = SchemaType<typeof ClinicalSchema>;

export const ParticipantSchema = schema(
  {
    role: t.string(),
    name: t.string(),
    mark: t.int8(),
    simulated: t.boolean(),
    present: t.boolean(),
    connection: t.string(),
    ready: t.boolean(),
    repetitions: t.uint16(),
    points: t.uint32(),
    streakDays: t.int16(),
    standing: t.string(),
    shownAs: t.string(),
    pictureConsent: t.boolean(),
    microphoneToGroup: t.boolean(),
    takesPartInRecording: t.boolean(),
    /** Of therapists; those of patients are clinical. */
    recordingAnswer: t.string(),
    recordedNow: t.string(),
    lineQuality: t.string(),
  },
  "Participant",
);
export type ParticipantSchema = SchemaType<typeof ParticipantSchema>;

export const SessionRoomState = schema(
  {
    title: t.string(),
    epoch: t.uint32(),
    phase: t.string(),
    exerciseId: t.string(),
    setId: t.string(),
    setOrdinal: t.uint16(),
    setPhase: t.string(),
    setExerciseId: t.string(),
    setState: t.string(),
    setRanMs: t.float64(),
    setChangedAtMs: t.float64(),
    pictureMode: t.string(),
    spotlight: t.string(),
    privateWord: t.boolean(),
    recording: t.boolean(),
    therapistStep: t.string(),
    balloon: t.uint16(),
    provisional: t.boolean(),
    participants: t.map(ParticipantSchema),
    clinical: t.map(ClinicalSchema),
    privateWordById: t.string(),
  },
  "Session",
);
export type SessionRoomState = SchemaType<typeof SessionRoomState>;
