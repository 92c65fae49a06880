// A made-up session for looking at screens: six patients in the middle of a set of squats, each with something else to see.

import { type QualityParts, scoreQuality } from "@ensemble/shared/movement/quality-rules.ts";
import type { MeasurementMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { ClinicalView, ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { NO_DEMONSTRATION } from "@ensemble/shared/session/side-by-side.ts";
import type { ClientSession, SessionConnection } from "../src/connection/client-session.ts";

/** The fixtures' present: Thursday, 13 March 2025, 10:42 UTC. */
export const NOW_MS = Date.UTC(2025, 2, 13, 10, 42, 31);
export const SQUAT = "squat" as ExerciseId;
export const idOf = (name: string): ParticipantId => name.toLowerCase() as ParticipantId;

export function clinicalOf(changes: Partial<ClinicalView> = {}): ClinicalView {
  return {
    fullName: "",
    side: "both",
    sideBySide: NO_DEMONSTRATION,
    targetRepetitions: 10,
    targetRangeDegrees: 90,
    attainedDegrees: 84,
    rangeBelow95: 10.2,
    rangeAbove95: 14.8,
    rangeMeasurable: true,
    angleDegrees: 62,
    quality: 82,
    confidence: 0.86,
    tracking: "good",
    trackingReason: "",
    cue: "",
    pain: undefined,
    effort: undefined,
    streakDays: 4,
    agreed: true,
    framing: "",
    deviceCheck: undefined,
    stop: undefined,
    place: "Gartenstraße 12, 3rd floor, 79098 Freiburg",
    emergencyContact: "Marta (daughter), +49 761 5550 142",
    inPrivateWord: false,
    pairedWith: [],
    annotations: "",
    held: false,
    standingConsentUntilMs: undefined,
    answerStandsUntilMs: undefined,
    pictureStep: "full",
    stepCause: "line",
    ...changes,
  };
}

/** A repetition that was a little too fast, seen from the front. */
export function partsOf(changes: Partial<QualityParts> = {}): QualityParts {
  return {
    range: 93,
    form: 100,
    compensation: 91,
    tempo: 64,
    smoothness: 88,
    symmetry: null,
    steadiness: 96,
    compensated: null,
    erred: null,
    pace: "fast",
    uneven: null,
    ...changes,
  };
}

/** What the room tells of everybody's last repetition: each lacks something else, the first what takes most words. */
export function measurementsOf(view: SessionView): readonly MeasurementMessage[] {
  const lacking: readonly Partial<QualityParts>[] = [
    { compensation: 58, tempo: 100, pace: null, compensated: { by: "weightShift", degrees: 12 } },
    { range: 52, form: 40 },
    { tempo: 100, pace: null },
    { symmetry: 45, uneven: { side: "left", by: "way" } },
  ];
  return view.participants.flatMap(({ participantId, mark, repetitions, clinical }) => {
    if (clinical?.quality === undefined || repetitions === 0) return [];
    const { side, attainedDegrees = 0, rangeBelow95, rangeAbove95, rangeMeasurable, confidence } = clinical;
    const parts = partsOf(lacking[mark]);
    const quality = scoreQuality(parts);
    const measured = { side, attainedDegrees, rangeBelow95, rangeAbove95, rangeMeasurable, quality, parts, confidence };
    return [{ epoch: view.epoch, participantId, ordinal: repetitions, ...measured }];
  });
}

export function participantOf(name: string, mark: number, changes: Partial<ParticipantView> = {}): ParticipantView {
  return {
    participantId: idOf(name),
    role: "patient",
    name,
    mark,
    simulated: false,
    present: true,
    connection: "good",
    ready: true,
    repetitions: 7,
    targetRepetitions: 10,
    points: 70,
    streakDays: 4,
    standing: "name",
    shownAs: "name",
    stopped: false,
    pictureConsent: false,
    microphoneToGroup: false,
    takesPartInRecording: false,
    recordingAnswer: "none",
    recordedNow: "nothing",
    lineQuality: "excellent",
    clinical: clinicalOf(),
    ...changes,
  };
}

export const THERAPIST: ParticipantView = {
  ...participantOf("Miriam Okafor", -1),
  participantId: idOf("therapist"),
  role: "therapist",
  targetRepetitions: 0,
  repetitions: 0,
  streakDays: undefined,
  clinical: undefined,
};

export const PATIENTS: readonly ParticipantView[] = [
  participantOf("Ana", 0),
  participantOf("Bruno", 1, {
    repetitions: 5,
    targetRepetitions: 10,
    pictureConsent: true,
    clinical: clinicalOf({
      targetRangeDegrees: 80,
      attainedDegrees: 61,
      quality: 48,
      confidence: 0.71,
      cue: "knees_inward",
    }),
  }),
  participantOf("Chidi", 2, {
    repetitions: 9,
    points: 95,
    streakDays: 12,
    clinical: clinicalOf({ attainedDegrees: 95, quality: 91, confidence: 0.93 }),
  }),
  participantOf("Dora", 3, {
    repetitions: 3,
    stopped: true,
    clinical: clinicalOf({
      attainedDegrees: 52,
      quality: 66,
      confidence: 0.8,
      pain: 6,
      stop: { takenById: undefined, patientAgrees: false, therapistAgrees: false },
    }),
  }),
  participantOf("Emil", 4, {
    repetitions: 0,
    simulated: true,
    connection: "weak",
    clinical: clinicalOf({
      attainedDegrees: undefined,
      rangeBelow95: 0,
      rangeAbove95: 0,
      rangeMeasurable: false,
      angleDegrees: undefined,
      quality: undefined,
      confidence: 0.2,
      tracking: "partial",
      trackingReason: "feet_out_of_picture",
    }),
  }),
  participantOf("Fay-Luise von Sonnenschein", 5, {
    repetitions: 8,
    simulated: true,
    clinical: clinicalOf({
      attainedDegrees: 71,
      rangeMeasurable: false,
      quality: 74,
      confidence: 0.55,
    }),
  }),
];

export function viewOf(changes: Partial<SessionView> = {}): SessionView {
  return {
    groupSessionId: "knee-group" as GroupSessionId,
    title: "Knee group",
    epoch: 3,
    phase: "exercise",
    exerciseId: SQUAT,
    set: {
      setId: "set-2" as SetId,
      ordinal: 2,
      phase: "exercise",
      exerciseId: SQUAT,
      state: "running",
      ranMs: 0,
      changedAtMs: NOW_MS - 31_000,
    },
    pictureMode: "therapistOnly",
    spotlight: undefined,
    privateWord: false,
    privateWordById: undefined,
    recording: false,
    therapistStep: "full",
    balloon: 430,
    provisional: false,
    participants: [THERAPIST, ...PATIENTS],
    ...changes,
  };
}

export function sessionOf(role: "therapist" | "patient", changes: Partial<ClientSession> = {}): ClientSession {
  return {
    status: "connected",
    refusal: undefined,
    outdated: false,
    meId: role === "therapist" ? THERAPIST.participantId : idOf("Ana"),
    role,
    view: viewOf(),
    own: { repetitions: 7, pending: 0, reading: undefined, cue: "" },
    stoppedHere: false,
    unacknowledgedFrames: 0,
    lastRefusal: undefined,
    ...changes,
  };
}

/** Commands are written to the console and applied to nothing; pass `respond` to change the session by one. */
export function connectionOf(
  start: ClientSession,
  respond: (session: ClientSession, command: unknown) => ClientSession = (session) => session,
): SessionConnection {
  let session = start;
  const listeners = new Set<() => void>();
  return {
    snapshot: () => session,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    on: () => () => undefined,
    command: async (command) => {
      console.info("command", command);
      session = respond(session, command);
      for (const listener of listeners) listener();
      return { applied: true, sequence: 1, epoch: 1 };
    },
    sendFraming: () => undefined,
    sendDeviceCheck: () => undefined,
    sendPointing: () => undefined,
    sendFrame: () => undefined,
    requestMedia: async () => undefined,
    serverNowMs: () => NOW_MS,
    isCatchingUp: () => false,
    close: () => undefined,
  };
}
