// Decides what becomes of the wish to record, and of each answer to it. Nobody answers for somebody else.
import { hasAgreed } from "./agreement.ts";
import { beginRecording } from "./begin-recording.ts";
import type { OnRefusal } from "./recording-consent.ts";
import type { RecordingCommand, TherapistCommand } from "./session-command.ts";
import type { SessionFact } from "./session-fact.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";
import { refusalBy, standingAnswers, takeBackStandingConsent } from "./standing-consent.ts";

type Run = Extract<TherapistCommand, { readonly name: "runRecording" }>;

type Decision =
  | { readonly facts: readonly SessionFact[] }
  | { readonly refusal: "command/not_now" | "command/agreement_first" };

const NOTHING: Decision = { facts: [] };

/** Starting it asks everybody who has not answered, and records nobody who has not said yes, or has a standing consent that does. */
export function decideRecording(
  state: SessionState,
  { participantId: byId }: ParticipantState,
  { running }: Run,
  onRefusal: OnRefusal,
  nowMs: number,
): Decision {
  if (!running) return state.recording === null ? NOTHING : { facts: [{ kind: "recordingStopped" }] };
  if (state.recording !== null) return NOTHING;
  if (state.phase === "summary") return { refusal: "command/not_now" };
  const begun = beginRecording(state, { byId, onRefusal });
  return { facts: [{ kind: "recordingStarted", byId, onRefusal }, ...standingAnswers(begun, nowMs)] };
}

/** A yes answers a question: without one it is none. A no holds whenever it is said. */
export function decideRecordingAnswer(
  state: SessionState,
  actor: ParticipantState,
  command: RecordingCommand,
): Decision {
  const { participantId, role: by, recordingAnswer } = actor;
  if (command.given) {
    if (recordingAnswer === "given" && actor.answerStandsUntilMs === null) return NOTHING;
    if (state.recording === null) return { refusal: "command/not_now" };
    if (actor.role === "patient" && !hasAgreed(actor)) return { refusal: "command/agreement_first" };
    const { audience } = command;
    return { facts: [{ kind: "recordingAnswered", participantId, by, given: true, audience }] };
  }
  if (recordingAnswer === "refused") return NOTHING;
  return { facts: refusalBy(state, actor) };
}

/** By its person alone, and of the one this session knows of: an answer that nothing was taken back would be none. */
export function decideTakingBack(state: SessionState, actor: ParticipantState): Decision {
  const facts = takeBackStandingConsent(state, actor);
  return facts.length === 0 ? { refusal: "command/not_now" } : { facts };
}
