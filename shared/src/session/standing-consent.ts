// A patient may let future classes be recorded without being asked each time: by an act of its own, until a day that is shown, and taken back by
// one press. In a class it counts as that person's yes, unless they say no there.
import { hasAgreed } from "./agreement.ts";
import type { ParticipantId } from "./identifiers.ts";
import { RECORDING_AUDIENCE, type StandingConsent } from "./recording-consent.ts";
import type { SessionFact } from "./session-fact.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

/** Of somebody, as it is kept now. `unknown`: it could not be looked up. */
export type FoundConsent = StandingConsent | "none" | "unknown";

export function holdsAt(consent: StandingConsent | null, nowMs: number): consent is StandingConsent {
  return consent !== null && nowMs < consent.untilMs;
}

/** For a recording that begins or runs: a yes of everybody present whose standing consent holds and who has said nothing in this session. */
export function standingAnswers(state: SessionState, nowMs: number): readonly SessionFact[] {
  return Object.values(state.participants).flatMap((one) => standingAnswer(state, one, nowMs));
}

/**
 * What is to be written down where this was found of a participant. One that is gone before its time was taken back elsewhere, which is a no
 * here; one whose time is over is nothing, and its person is asked.
 */
export function followStandingConsent(
  state: SessionState,
  participantId: ParticipantId,
  found: FoundConsent,
  nowMs: number,
): readonly SessionFact[] {
  const participant = state.participants[participantId];
  if (participant === undefined || participant.role !== "patient" || state.endedAtMs !== null) return [];
  const { standingConsent: known } = participant;
  if (known !== null && nowMs >= known.untilMs) return [{ kind: "standingConsentNoted", participantId, consent: null }];
  // It may have been taken back elsewhere: what is known goes on, and nothing begins.
  if (found === "unknown") return [];
  if (found === "none")
    return known === null
      ? []
      : [{ kind: "standingConsentNoted", participantId, consent: null }, ...noOf(state, participant)];
  // Taken back in this session, and not yet where it was looked up.
  if (found.consentId === participant.takenBackConsentId || !holdsAt(found, nowMs)) return [];
  if (known?.consentId === found.consentId) return standingAnswer(state, participant, nowMs);
  const { consentId, untilMs } = found;
  const noted = { kind: "standingConsentNoted", participantId, consent: { consentId, untilMs } } as const;
  return [noted, ...standingAnswer(state, { ...participant, standingConsent: found }, nowMs)];
}

/** By the one it is of: it holds no more, and whoever is being recorded, or has said yes, is so no more. */
export function takeBackStandingConsent(state: SessionState, participant: ParticipantState): readonly SessionFact[] {
  const { participantId, standingConsent } = participant;
  if (standingConsent === null) return [];
  const { consentId } = standingConsent;
  return [{ kind: "standingConsentTakenBack", participantId, consentId }, ...noOf(state, participant)];
}

function standingAnswer(state: SessionState, participant: ParticipantState, nowMs: number): readonly SessionFact[] {
  const { participantId, role: by, standingConsent, present, simulated, recordingAnswer, hasRefused } = participant;
  if (state.recording === null || state.phase === "summary" || by !== "patient" || simulated || !present) return [];
  if (recordingAnswer !== "none" || hasRefused || !hasAgreed(participant) || !holdsAt(standingConsent, nowMs))
    return [];
  const { untilMs: standingUntilMs } = standingConsent;
  return [{ kind: "recordingAnswered", participantId, by, given: true, audience: RECORDING_AUDIENCE, standingUntilMs }];
}

/** As pressed: also where nobody is recorded yet and a yes waits for the next recording. */
function noOf(state: SessionState, participant: ParticipantState): readonly SessionFact[] {
  const { recordingAnswer } = participant;
  if (recordingAnswer === "refused" || (state.recording === null && recordingAnswer === "none")) return [];
  return refusalBy(state, participant);
}

/** Of being recorded, and what else a no ends. */
export function refusalBy(state: SessionState, { participantId, role: by }: ParticipantState): readonly SessionFact[] {
  const no: SessionFact = { kind: "recordingAnswered", participantId, by, given: false };
  return state.recording?.onRefusal === "stop" ? [no, { kind: "recordingStopped" }] : [no];
}
