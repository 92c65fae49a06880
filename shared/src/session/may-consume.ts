// Who sees and hears whom, as one pure rule. The server closes by it what a consent no longer covers, screens explain by it.
import { hasAgreed } from "./agreement.ts";
import type { ParticipantId } from "./identifiers.ts";
import { partnersOf } from "./pair-rules.ts";
import { speaksAlone } from "./private-word-rules.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

export type MediaSource = "camera" | "microphone";

/** Whether `viewer` may be sent the picture or the sound of `owner` right now. */
export function mayConsume(
  viewer: ParticipantId,
  owner: ParticipantId,
  source: MediaSource,
  state: SessionState,
): boolean {
  if (state.phase === "summary" || state.endedAtMs !== null || viewer === owner) return false;
  const watching = presentParticipant(viewer, state);
  const shown = presentParticipant(owner, state);
  if (!watching || !shown) return false;
  if (source === "microphone" && !leavesTwoAlone(watching, shown, state)) return false;
  if (shown.role === "therapist") return true;
  // Nothing of a patient travels before what is seen by whom was accepted.
  if (!hasAgreed(shown)) return false;
  if (watching.role === "therapist") return true;
  // Somebody who stopped because of pain is with the therapist only, until both agreed to go on.
  if (shown.stop !== null) return false;
  if (source === "microphone") return shown.microphoneToGroup;
  if (state.pictureMode === "therapistOnly" || !consentHolds(shown, state)) return false;
  return state.pictureMode === "everybody" || partnersOf(shown, state).includes(watching);
}

/**
 * Whether a patient's consent is for those to whom the picture would go now: to the group, or to all of the pair. Consent to one of
 * these is none to the other, and a pair that has become another one asks anew.
 */
export function consentHolds(patient: ParticipantState, state: SessionState): boolean {
  const { pictureConsent, pictureConsentTo } = patient;
  if (!pictureConsent) return false;
  if (state.pictureMode !== "pairs") return pictureConsentTo === null;
  if (pictureConsentTo === null) return false;
  const partners = partnersOf(patient, state);
  return partners.every(({ participantId, present, mark }) => {
    if (pictureConsentTo.includes(participantId)) return true;
    // Of a place that somebody keeps warm for somebody else, those who are there count; while nobody is, either does.
    return !present && partners.some((other) => other.mark === mark && pictureConsentTo.includes(other.participantId));
  });
}

/** While a therapist speaks with one patient alone, neither is heard by anybody else, and no other therapist by that patient. */
function leavesTwoAlone(watching: ParticipantState, shown: ParticipantState, state: SessionState): boolean {
  const isListenerOne = speaksAlone(watching, state);
  if (speaksAlone(shown, state)) return isListenerOne && watching.role !== shown.role;
  return !(isListenerOne && watching.role === "patient" && shown.role === "therapist");
}

function presentParticipant(id: ParticipantId, state: SessionState): ParticipantState | undefined {
  const participant = Object.hasOwn(state.participants, id) ? state.participants[id] : undefined;
  return participant?.present ? participant : undefined;
}
