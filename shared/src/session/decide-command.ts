// Decides what a command makes happen, or why it may not: roles, order and consent are enforced here and nowhere else.
import { AGREEMENT_VERSION, hasAgreed } from "./agreement.ts";
import { decideAnnotation } from "./annotation-rules.ts";
import { decideRecording, decideRecordingAnswer, decideTakingBack } from "./decide-recording.ts";
import type { ExerciseId, ParticipantId, SetId } from "./identifiers.ts";
import { arePairs, areSamePairs, patientsOf, proposePairs } from "./pair-rules.ts";
import { isAnothersWord, isTherapistThere, speaksAlone } from "./private-word-rules.ts";
import type { OnRefusal } from "./recording-consent.ts";
import { isSameReport } from "./report-rules.ts";
import type { PatientCommand, SessionCommand, TherapistCommand } from "./session-command.ts";
import type { SessionFact, Target } from "./session-fact.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";
import { isSameSideBySide } from "./side-by-side.ts";

/** What the rules must know of an exercise to accept a dose. */
export interface ExerciseOffer {
  readonly version: number;
  readonly sides: readonly Target["side"][];
  readonly defaultTarget: Target;
}
export interface DecisionContext {
  /** Undefined for an exercise the library does not have. */
  readonly offer: (exerciseId: ExerciseId) => ExerciseOffer | undefined;
  /** Used when the command starts a set. */
  readonly newSetId: SetId;
  /** By the clock of the journal's entries. */
  readonly nowMs: number;
  /** As the clinic has set. */
  readonly recordingOnRefusal: OnRefusal;
  /** What the actor has stated in this session; kept beside the state because it is sealed. */
  readonly stated: { readonly place: string; readonly emergencyContact: string } | undefined;
}

export type CommandRefusal =
  | "command/not_allowed"
  | "command/not_now"
  | "command/unknown_participant"
  | "command/unknown_exercise"
  | "command/agreement_first"
  | "command/whereabouts_first"
  | "command/side_not_possible"
  | "command/alarm_first"
  | "command/too_many_annotations"
  | "session/ended";
export type Decision = { readonly facts: readonly SessionFact[] } | { readonly refusal: CommandRefusal };

const PATIENT_COMMANDS: ReadonlySet<SessionCommand["name"]> = new Set<PatientCommand["name"]>([
  "acceptAgreement",
  "stateWhereabouts",
  "declareReady",
  "stopForPain",
  "agreeResume",
  "reportPain",
  "reportEffort",
  "consentToPicture",
  "openMicrophone",
  "chooseStanding",
  "shareStreak",
  "takeBackStandingConsent",
]);
/** Answers to the questions at the end may come after it, as may leaving the leaderboard, while `closing-rules.ts` lets people in. */
const AFTER_THE_END: ReadonlySet<SessionCommand["name"]> = new Set<SessionCommand["name"]>([
  "reportPain",
  "reportEffort",
  "chooseStanding",
  "shareStreak",
]);
const NOTHING: Decision = { facts: [] };

/** No facts: what is asked for is so already. */
export function decideCommand(
  state: SessionState,
  actorId: ParticipantId,
  command: SessionCommand,
  context: DecisionContext,
): Decision {
  const actor = state.participants[actorId];
  if (actor === undefined) return { refusal: "command/not_allowed" };
  if (state.endedAtMs !== null && !AFTER_THE_END.has(command.name)) return { refusal: "session/ended" };
  if (command.name === "answerRecording") return decideRecordingAnswer(state, actor, command);
  if (actor.role === "patient") {
    if (!PATIENT_COMMANDS.has(command.name)) return { refusal: "command/not_allowed" };
    if (command.name === "agreeResume" && "participantId" in command && command.participantId !== undefined) {
      return { refusal: "command/not_allowed" };
    }
    return decideForPatient(state, actor, command as PatientCommand, context);
  }
  const both = command.name === "agreeResume" && "participantId" in command && command.participantId !== undefined;
  if (PATIENT_COMMANDS.has(command.name) && !both) return { refusal: "command/not_allowed" };
  return decideForTherapist(state, actor, command as TherapistCommand, context);
}

function decideForPatient(
  state: SessionState,
  actor: ParticipantState,
  command: PatientCommand,
  context: DecisionContext,
): Decision {
  const participantId = actor.participantId;
  switch (command.name) {
    case "acceptAgreement":
      if (command.version !== AGREEMENT_VERSION) return { refusal: "command/not_now" };
      return hasAgreed(actor) ? NOTHING : fact({ kind: "agreementAccepted", participantId, version: command.version });
    case "stateWhereabouts": {
      const { stated } = context;
      const same = stated?.place === command.place && stated.emergencyContact === command.emergencyContact;
      return same && actor.whereaboutsStated ? NOTHING : fact({ kind: "whereaboutsStated", participantId });
    }
    case "declareReady":
      if (command.ready && !hasAgreed(actor)) return { refusal: "command/agreement_first" };
      if (command.ready && !actor.whereaboutsStated) return { refusal: "command/whereabouts_first" };
      if (command.ready && actor.stop !== null) return { refusal: "command/not_now" };
      return actor.ready === command.ready
        ? NOTHING
        : fact({ kind: "readinessDeclared", participantId, ready: command.ready });
    case "stopForPain":
      // Whoever has agreed to go on and stops again has taken that back.
      return actor.stop === null || actor.stop.patientAgrees ? fact({ kind: "painStopped", participantId }) : NOTHING;
    case "agreeResume":
      if (actor.stop === null) return { refusal: "command/not_now" };
      return actor.stop.patientAgrees ? NOTHING : fact({ kind: "resumeAgreed", participantId, by: "patient" });
    case "reportPain": {
      const last = { level: actor.pain, atMs: actor.painAtMs, stop: actor.stop };
      return isSameReport(last, command.level, state, context.nowMs)
        ? NOTHING
        : fact({ kind: "painReported", participantId, level: command.level });
    }
    case "reportEffort": {
      const last = { level: actor.effort, atMs: actor.effortAtMs, stop: actor.stop };
      return isSameReport(last, command.level, state, context.nowMs)
        ? NOTHING
        : fact({ kind: "effortReported", participantId, level: command.level });
    }
    case "consentToPicture":
      return decideConsent(state, actor, command);
    case "openMicrophone":
      return actor.microphoneToGroup === command.toGroup
        ? NOTHING
        : fact({ kind: "microphoneChanged", participantId, toGroup: command.toGroup });
    case "chooseStanding":
      return actor.standing === command.standing
        ? NOTHING
        : fact({ kind: "standingChosen", participantId, standing: command.standing });
    case "shareStreak":
      return actor.streakShared === command.shared
        ? NOTHING
        : fact({ kind: "streakSharingChosen", participantId, shared: command.shared });
    case "takeBackStandingConsent":
      return decideTakingBack(state, actor);
  }
}

function decideForTherapist(
  state: SessionState,
  actor: ParticipantState,
  command: TherapistCommand,
  context: DecisionContext,
): Decision {
  const setOpen = state.set !== null && !state.set.finished;
  switch (command.name) {
    case "startPhase":
      if (setOpen) return { refusal: "command/not_now" };
      return state.phase === command.phase ? NOTHING : fact({ kind: "phaseStarted", phase: command.phase });
    case "chooseExercise": {
      const offer = context.offer(command.exerciseId);
      if (offer === undefined) return { refusal: "command/unknown_exercise" };
      if (setOpen) return { refusal: "command/not_now" };
      return fact({ kind: "exerciseChosen", exerciseId: command.exerciseId, exerciseVersion: offer.version });
    }
    case "setTarget": {
      const offer = context.offer(command.exerciseId);
      if (offer === undefined) return { refusal: "command/unknown_exercise" };
      if (!isPatient(state, command.participantId)) return { refusal: "command/unknown_participant" };
      if (!offer.sides.includes(command.target.side)) return { refusal: "command/side_not_possible" };
      const { participantId, exerciseId, target } = command;
      return isSameTarget(state.participants[participantId]?.targets[exerciseId], target)
        ? NOTHING
        : fact({ kind: "targetSet", participantId, exerciseId, target });
    }
    case "startSet":
      return decideStart(state, setOpen, context);
    case "pauseSet":
      return setOpen && state.set?.running
        ? fact({ kind: "setPaused", setId: state.set.setId })
        : { refusal: "command/not_now" };
    case "resumeSet":
      return setOpen && state.set !== null && !state.set.running
        ? fact({ kind: "setResumed", setId: state.set.setId })
        : { refusal: "command/not_now" };
    case "finishSet":
      return setOpen && state.set !== null
        ? fact({ kind: "setFinished", setId: state.set.setId })
        : { refusal: "command/not_now" };
    case "finishSession": {
      // Nothing could be done about it afterwards: the end takes the alarm from the screen.
      if (Object.values(state.participants).some(waitsForTherapist)) return { refusal: "command/alarm_first" };
      const facts: SessionFact[] = [];
      if (setOpen && state.set !== null) facts.push({ kind: "setFinished", setId: state.set.setId });
      facts.push({ kind: "phaseStarted", phase: "summary" }, { kind: "sessionEnded" });
      return { facts };
    }
    case "takeAlarm": {
      const patient = state.participants[command.participantId];
      if (patient === undefined || patient.role !== "patient") return { refusal: "command/unknown_participant" };
      if (patient.stop === null) return { refusal: "command/not_now" };
      if (patient.stop.takenById === actor.participantId) return NOTHING;
      const taken = { kind: "alarmTaken", participantId: command.participantId, byId: actor.participantId } as const;
      const ended = { kind: "privateWordMoved", participantId: null } as const;
      return { facts: leavesAlone(actor, patient, state) ? [taken, ended] : [taken] };
    }
    case "agreeResume": {
      const patient = state.participants[command.participantId];
      if (patient === undefined || patient.role !== "patient") return { refusal: "command/unknown_participant" };
      if (patient.stop === null) return { refusal: "command/not_now" };
      if (waitsForTherapist(patient)) return { refusal: "command/alarm_first" };
      return patient.stop.therapistAgrees
        ? NOTHING
        : fact({ kind: "resumeAgreed", participantId: command.participantId, by: "therapist" });
    }
    case "changePictureMode":
      return decideMode(state, command);
    case "showDemonstration": {
      const { participantId, place, inStep } = command;
      const patient = state.participants[participantId];
      if (patient === undefined || patient.role !== "patient") return { refusal: "command/unknown_participant" };
      return isSameSideBySide(patient.sideBySide, command)
        ? NOTHING
        : fact({ kind: "demonstrationShown", participantId, place, inStep });
    }
    case "moveSpotlight":
      if (state.spotlight === command.participantId) return NOTHING;
      return command.participantId === null || isPatient(state, command.participantId)
        ? fact({ kind: "spotlightMoved", participantId: command.participantId })
        : { refusal: "command/unknown_participant" };
    case "movePrivateWord": {
      const { participantId } = command;
      // Ended by somebody else, it would be said to everybody in the middle of a sentence.
      if (isAnothersWord(actor, state)) return { refusal: "command/not_now" };
      const { privateWord } = state;
      const isOwn = privateWord === null || speaksAlone(actor, state);
      if (isOwn && (privateWord?.participantId ?? null) === participantId) return NOTHING;
      if (participantId !== null && !isPatient(state, participantId)) return { refusal: "command/unknown_participant" };
      // Who is not there would hear nothing, and the others nothing either.
      if (participantId !== null && !state.participants[participantId]?.present) return { refusal: "command/not_now" };
      const by = participantId === null ? {} : { byId: actor.participantId };
      return fact({ kind: "privateWordMoved", participantId, ...by });
    }
    case "runRecording":
      return decideRecording(state, actor, command, context.recordingOnRefusal, context.nowMs);
    case "drawAnnotation":
    case "eraseAnnotation":
    case "clearAnnotations":
      return decideAnnotation(state, command, context.nowMs);
  }
}

function decideConsent(
  state: SessionState,
  actor: ParticipantState,
  { given, to }: Extract<PatientCommand, { name: "consentToPicture" }>,
): Decision {
  const { participantId } = actor;
  if (!given) return actor.pictureConsent ? fact({ kind: "pictureConsentChanged", participantId, given }) : NOTHING;
  if (to?.some((one) => one === participantId || !isPatient(state, one))) {
    return { refusal: "command/unknown_participant" };
  }
  if (actor.pictureConsent && isSameAudience(actor.pictureConsentTo, to ?? null)) return NOTHING;
  return fact({ kind: "pictureConsentChanged", participantId, given, ...(to === undefined ? {} : { to }) });
}

function decideMode(
  state: SessionState,
  { mode, pairs: wanted }: Extract<TherapistCommand, { name: "changePictureMode" }>,
): Decision {
  if (mode !== "pairs") return state.pictureMode === mode ? NOTHING : fact({ kind: "pictureModeChanged", mode });
  const pairs = wanted ?? (state.pairs.length > 0 ? state.pairs : proposePairs(patientsOf(state)));
  if (!arePairs(pairs, state)) return { refusal: "command/unknown_participant" };
  if (state.pictureMode === mode && areSamePairs(state.pairs, pairs)) return NOTHING;
  return fact({ kind: "pictureModeChanged", mode, pairs });
}

function isSameAudience(one: readonly ParticipantId[] | null, other: readonly ParticipantId[] | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && one.every((id) => other.includes(id));
}

function decideStart(state: SessionState, setOpen: boolean, context: DecisionContext): Decision {
  if (setOpen || state.exerciseId === null) return { refusal: "command/not_now" };
  const offer = context.offer(state.exerciseId);
  if (offer === undefined) return { refusal: "command/unknown_exercise" };
  const targets: Record<ParticipantId, Target> = {};
  for (const participant of Object.values(state.participants)) {
    if (participant.role !== "patient") continue;
    targets[participant.participantId] = participant.targets[state.exerciseId] ?? offer.defaultTarget;
  }
  const phase = state.phase === "warmUp" || state.phase === "coolDown" ? state.phase : "exercise";
  return fact({ kind: "setStarted", setId: context.newSetId, exerciseId: state.exerciseId, phase, targets });
}

function isSameTarget(a: Target | undefined, b: Target): boolean {
  return a?.repetitions === b.repetitions && a.rangeDegrees === b.rangeDegrees && a.side === b.side;
}

function isPatient(state: SessionState, participantId: ParticipantId): boolean {
  return state.participants[participantId]?.role === "patient";
}

/** Has stopped for pain, and nobody has taken the alarm. */
function waitsForTherapist({ stop }: ParticipantState): boolean {
  return stop !== null && stop.takenById === null;
}

/** Whether the private word that goes on would leave this patient, whose alarm is taken, without a therapist's voice. */
function leavesAlone(taker: ParticipantState, patient: ParticipantState, state: SessionState): boolean {
  if (speaksAlone(patient, state)) return !speaksAlone(taker, state) && !isTherapistThere(state);
  return speaksAlone(taker, state);
}

function fact(one: SessionFact): Decision {
  return { facts: [one] };
}
