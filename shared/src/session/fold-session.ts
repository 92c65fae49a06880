// The fold over a session's journal: live state, recovery after a crash, replay and every reading use this one function.
import { addAnnotation } from "./annotation-rules.ts";
import { beginRecording } from "./begin-recording.ts";
import type { ParticipantId } from "./identifiers.ts";
import { readRange } from "./measured-repetitions.ts";
import { membersById } from "./open-session-state.ts";
import { isTherapistThere } from "./private-word-rules.ts";
import { RECORDING_AUDIENCE, type StandingConsent } from "./recording-consent.ts";
import { type JournalEntry, PASSED_OVER, type SessionFact } from "./session-fact.ts";
import type { ParticipantState, SessionState, SetResult, SetState } from "./session-state.ts";

type FactOf<Kind extends SessionFact["kind"]> = Extract<SessionFact, { kind: Kind }>;

/** The state after one more entry. Entries that name nobody of this session change nothing but the sequence. */
export function foldEntry(state: SessionState, entry: JournalEntry): SessionState {
  return { ...foldFact(state, entry.fact, entry.atMs), sequence: entry.sequence };
}

export function foldEntries(state: SessionState, entries: Iterable<JournalEntry>): SessionState {
  let next = state;
  for (const entry of entries) next = foldEntry(next, entry);
  return next;
}

function foldFact(state: SessionState, fact: SessionFact, atMs: number): SessionState {
  switch (fact.kind) {
    case "sessionOpened":
      return { ...state, openedAtMs: atMs, participants: membersById(fact.members), pictureMode: fact.pictureMode };
    case "phaseStarted":
      return { ...(fact.phase === "summary" ? endPrivateWord(state, atMs) : state), phase: fact.phase };
    case "exerciseChosen":
      return { ...state, exerciseId: fact.exerciseId };
    case "setStarted":
      return startSet(state, fact, atMs);
    case "setPaused":
      return changeSet(state, atMs, { running: false });
    case "setResumed":
      return changeSet(state, atMs, { running: true });
    case "setFinished":
      return changeSet(state, atMs, { running: false, finished: true });
    case "pictureModeChanged":
      return { ...state, pictureMode: fact.mode, pairs: fact.pairs ?? state.pairs };
    case "spotlightMoved":
      return { ...state, spotlight: fact.participantId };
    case "privateWordMoved":
      return movePrivateWord(state, fact, atMs);
    case "recordingStarted":
      return beginRecording(state, { byId: fact.byId, onRefusal: fact.onRefusal });
    case "recordingStopped":
      return { ...state, recording: null };
    case "participantJoined":
    case "participantLeft":
      return followPresence(changePresence(state, fact, atMs), atMs);
    case "sessionEnded":
      return endSession(endPrivateWord(state, atMs), atMs);
    case "repetitionCounted":
      return countRepetition(state, fact);
    case "clockMapped":
    case "cueGiven":
    case "framesMissed":
    // Of a line as it was: whoever takes the session over finds out anew.
    case "pictureStepChanged":
    // Of a moment: whoever takes the session over lets every picture go.
    case "pictureHeld":
    case PASSED_OVER:
      return state;
    default:
      return changeParticipant(state, fact.participantId, (participant) => foldOwnFact(participant, fact, atMs));
  }
}

function foldOwnFact(
  participant: ParticipantState,
  fact: Exclude<
    SessionFact,
    | {
        kind:
          | "sessionOpened"
          | "phaseStarted"
          | "exerciseChosen"
          | "setStarted"
          | "setPaused"
          | "setResumed"
          | "setFinished";
      }
    | {
        kind:
          | "pictureModeChanged"
          | "spotlightMoved"
          | "privateWordMoved"
          | "recordingStarted"
          | "recordingStopped"
          | "participantJoined"
          | "participantLeft"
          | "sessionEnded"
          | "repetitionCounted"
          | "clockMapped"
          | "cueGiven"
          | "framesMissed"
          | "pictureStepChanged"
          | "pictureHeld"
          | typeof PASSED_OVER;
      }
  >,
  atMs: number,
): ParticipantState {
  switch (fact.kind) {
    case "agreementAccepted":
      return { ...participant, agreementVersion: fact.version };
    case "whereaboutsStated":
      return { ...participant, whereaboutsStated: true };
    case "readinessDeclared":
      return { ...participant, ready: fact.ready };
    case "targetSet":
      return { ...participant, targets: { ...participant.targets, [fact.exerciseId]: fact.target } };
    case "painStopped":
      // `ready` is known to everybody and stays as it is: a stop is between patient and therapist.
      return { ...participant, stop: { atMs, takenById: null, patientAgrees: false, therapistAgrees: false } };
    case "alarmTaken":
      return participant.stop === null
        ? participant
        : { ...participant, stop: { ...participant.stop, takenById: fact.byId } };
    case "resumeAgreed":
      return agreeToResume(participant, fact.by);
    case "painReported":
      return { ...participant, pain: fact.level, painAtMs: atMs };
    case "effortReported":
      return { ...participant, effort: fact.level, effortAtMs: atMs };
    case "pictureConsentChanged":
      return { ...participant, pictureConsent: fact.given, pictureConsentTo: (fact.given && fact.to) || null };
    case "microphoneChanged":
      return { ...participant, microphoneToGroup: fact.toGroup };
    case "recordingAnswered":
      return foldAnswer(participant, fact);
    case "standingConsentNoted":
      return foldConsent(participant, fact.consent);
    case "standingConsentTakenBack":
      return { ...foldConsent(participant, null), takenBackConsentId: fact.consentId };
    case "demonstrationShown":
      return { ...participant, sideBySide: { place: fact.place, inStep: fact.inStep } };
    case "standingChosen":
      return fact.standing === "hidden"
        ? { ...participant, standing: fact.standing }
        : { ...participant, standing: fact.standing, shownAs: fact.standing };
    case "streakSharingChosen":
      return { ...participant, streakShared: fact.shared };
    case "annotationDrawn":
      return { ...participant, annotations: addAnnotation(participant.annotations, fact.annotation, atMs) };
    case "annotationErased":
      return {
        ...participant,
        annotations: participant.annotations.filter(({ annotationId }) => annotationId !== fact.annotationId),
      };
    case "annotationsCleared":
      return { ...participant, annotations: [] };
  }
}

function foldAnswer(participant: ParticipantState, fact: FactOf<"recordingAnswered">): ParticipantState {
  const { given, standingUntilMs } = fact;
  return {
    ...participant,
    recordingAnswer: readAnswer(fact),
    answerStandsUntilMs: (given && standingUntilMs) || null,
    // An own yes is the newer word.
    hasRefused: !given || (participant.hasRefused && standingUntilMs !== undefined),
  };
}

/** Without it, what rested on it is no answer any more. */
function foldConsent(participant: ParticipantState, consent: StandingConsent | null): ParticipantState {
  const rested = consent === null && participant.answerStandsUntilMs !== null;
  const answer = rested ? ({ recordingAnswer: "none", answerStandsUntilMs: null } as const) : {};
  return { ...participant, standingConsent: consent, ...answer };
}

/** A yes to another audience than there is now was none to this one. */
function readAnswer({ given, audience }: FactOf<"recordingAnswered">): ParticipantState["recordingAnswer"] {
  if (!given) return "refused";
  return audience === RECORDING_AUDIENCE ? "given" : "none";
}

function changePresence(
  state: SessionState,
  { kind, participantId }: FactOf<"participantJoined" | "participantLeft">,
  atMs: number,
): SessionState {
  return changeParticipant(state, participantId, (participant) => {
    if (kind === "participantLeft") return { ...addPresence(participant, atMs), present: false };
    if (participant.present) return participant;
    // Who comes back to answer the questions at the end takes part in nothing more.
    return state.endedAtMs !== null
      ? { ...participant, present: true }
      : { ...participant, present: true, everJoined: true, presentSinceMs: atMs };
  });
}

function addPresence(participant: ParticipantState, untilMs: number): ParticipantState {
  const { presentMs, presentSinceMs } = participant;
  if (presentSinceMs === null) return participant;
  return { ...participant, presentMs: presentMs + untilMs - presentSinceMs, presentSinceMs: null };
}

function endSession(state: SessionState, atMs: number): SessionState {
  const participants = Object.fromEntries(
    Object.entries(state.participants).map(([id, participant]) => [id, addPresence(participant, atMs)]),
  );
  return { ...state, participants, recording: null, endedAtMs: atMs, phase: "summary" };
}

function movePrivateWord(state: SessionState, fact: FactOf<"privateWordMoved">, atMs: number): SessionState {
  const { participantId, byId = null } = fact;
  const ended = endPrivateWord(state, atMs);
  if (participantId === null) return ended;
  const privateWord = { participantId, byId, sinceMs: null, therapistAwaySinceMs: null };
  return followPresence({ ...ended, privateWord }, atMs);
}

/** Counts a private word for as long as both are there, and notes since when its therapist is not. */
function followPresence(state: SessionState, atMs: number): SessionState {
  const { privateWord, participants } = state;
  if (privateWord === null) return state;
  const isThere = isTherapistThere(state);
  const therapistAwaySinceMs = isThere ? null : (privateWord.therapistAwaySinceMs ?? atMs);
  const runs = isThere && participants[privateWord.participantId]?.present === true;
  if (runs)
    return { ...state, privateWord: { ...privateWord, therapistAwaySinceMs, sinceMs: privateWord.sinceMs ?? atMs } };
  return { ...endPrivateWord(state, atMs), privateWord: { ...privateWord, therapistAwaySinceMs, sinceMs: null } };
}

function endPrivateWord(state: SessionState, atMs: number): SessionState {
  if (state.privateWord === null) return state;
  const { participantId, sinceMs } = state.privateWord;
  return changeParticipant({ ...state, privateWord: null }, participantId, (participant) => ({
    ...participant,
    privateMs: participant.privateMs + (sinceMs === null ? 0 : atMs - sinceMs),
  }));
}

/** Only patient and therapist together end a stop. */
function agreeToResume(participant: ParticipantState, by: "therapist" | "patient"): ParticipantState {
  if (participant.stop === null) return participant;
  const stop = {
    ...participant.stop,
    patientAgrees: participant.stop.patientAgrees || by === "patient",
    therapistAgrees: participant.stop.therapistAgrees || by === "therapist",
  };
  return { ...participant, stop: stop.patientAgrees && stop.therapistAgrees ? null : stop };
}

function startSet(state: SessionState, fact: FactOf<"setStarted">, atMs: number): SessionState {
  const set: SetState = {
    setId: fact.setId,
    ordinal: 1 + state.sets.filter((one) => one.phase === fact.phase && one.exerciseId === fact.exerciseId).length,
    exerciseId: fact.exerciseId,
    phase: fact.phase,
    running: true,
    finished: false,
    startedAtMs: atMs,
    changedAtMs: atMs,
    ranMs: 0,
    targets: fact.targets,
    takingPart: Math.max(1, presentPatients(state)),
  };
  return { ...state, phase: fact.phase, exerciseId: fact.exerciseId, set, sets: [...state.sets, set] };
}

function presentPatients(state: SessionState): number {
  return Object.values(state.participants).filter((one) => one.role === "patient" && one.present).length;
}

function changeSet(
  state: SessionState,
  atMs: number,
  change: Pick<Partial<SetState>, "running" | "finished">,
): SessionState {
  if (state.set === null) return state;
  const ran = state.set.running ? atMs - state.set.changedAtMs : 0;
  const set: SetState = { ...state.set, ...change, changedAtMs: atMs, ranMs: state.set.ranMs + ran };
  return { ...state, set, sets: [...state.sets.slice(0, -1), set] };
}

function countRepetition(state: SessionState, fact: FactOf<"repetitionCounted">): SessionState {
  const set = state.sets.find((one) => one.setId === fact.setId);
  if (set === undefined) return state;
  return changeParticipant(state, fact.participantId, (participant) => {
    const before = participant.results.find((result) => result.setId === fact.setId);
    // Unique by (participant, set, ordinal): an entry that says it again changes nothing.
    if (fact.ordinal !== (before?.repetitions ?? 0) + 1) return participant;
    const result = addRepetition(before ?? emptyResult(set, fact.participantId), fact);
    const results = [...participant.results.filter((one) => one.setId !== fact.setId), result];
    return { ...participant, results, points: participant.points + fact.points };
  });
}

function addRepetition(result: SetResult, fact: FactOf<"repetitionCounted">): SetResult {
  return {
    ...result,
    repetitions: fact.ordinal,
    left: result.left + (fact.side === "left" ? 1 : 0),
    right: result.right + (fact.side === "right" ? 1 : 0),
    points: result.points + fact.points,
    qualitySum: result.qualitySum + fact.quality,
    confidenceSum: result.confidenceSum + fact.confidence,
    lastRange: readRange(fact.range),
  };
}

function emptyResult(set: SetState, participantId: ParticipantId): SetResult {
  return {
    setId: set.setId,
    exerciseId: set.exerciseId,
    target: set.targets[participantId] ?? { repetitions: 1, side: "both" },
    repetitions: 0,
    left: 0,
    right: 0,
    points: 0,
    qualitySum: 0,
    confidenceSum: 0,
    lastRange: null,
  };
}

function changeParticipant(
  state: SessionState,
  participantId: ParticipantId,
  change: (participant: ParticipantState) => ParticipantState,
): SessionState {
  const participant = state.participants[participantId];
  if (participant === undefined) return state;
  return { ...state, participants: { ...state.participants, [participantId]: change(participant) } };
}
