// Who sees and hears whom, as one pure rule. The server closes by it what a consent no longer covers, screens explain by it.
import { hasAgreed } from "./agreement.ts";
import type { ParticipantId } from "./identifiers.ts";
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
  if (source === "microphone" && !isOfTheWord(watching, shown, state)) return false;
  if (shown.role === "therapist") return true;
  // Nothing of a patient travels before what is seen by whom was accepted.
  if (!hasAgreed(shown)) return false;
  if (watching.role === "therapist") return true;
  // Somebody who stopped because of pain is with the therapist only, until both agreed to go on.
  if (shown.stop !== null) return false;
  if (source === "microphone") return shown.microphoneToGroup;
  return state.pictureMode === "everybody" && shown.pictureConsent;
}

/** While the therapist speaks with one patient alone, neither is heard by anybody else. */
function isOfTheWord(watching: ParticipantState, shown: ParticipantState, { privateWord }: SessionState): boolean {
  if (privateWord === null) return true;
  if (shown.role === "therapist") return watching.participantId === privateWord.participantId;
  return shown.participantId !== privateWord.participantId || watching.role === "therapist";
}

function presentParticipant(id: ParticipantId, state: SessionState): ParticipantState | undefined {
  const participant = Object.hasOwn(state.participants, id) ? state.participants[id] : undefined;
  return participant?.present ? participant : undefined;
}
