// Who may be recorded, as one pure rule: the server taps and lets go by it, screens explain by it.
import { hasAgreed } from "./agreement.ts";
import type { ParticipantId } from "./identifiers.ts";
import { speaksAlone } from "./private-word-rules.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

/** Whether picture and sound of this participant may be recorded right now. */
export function mayRecord(participantId: ParticipantId, state: SessionState): boolean {
  const participant = Object.hasOwn(state.participants, participantId) ? state.participants[participantId] : undefined;
  return participant !== undefined && takesPartInRecording(participant, state) && !speaksAlone(participant, state);
}

/**
 * Whether this participant is one of those who are recorded. Everybody may be told: other than `mayRecord` it does not say with whom the
 * therapist speaks alone.
 */
export function takesPartInRecording(participant: ParticipantState, state: SessionState): boolean {
  // The end of the session ends its recording, too.
  if (state.recording === null || state.phase === "summary") return false;
  // Nobody is recorded by a machine that was left running: whoever asked for it sees it, and can end it.
  if (!hasTherapist(state) || !participant.present || participant.recordingAnswer !== "given") return false;
  return participant.role === "therapist" || hasAgreed(participant);
}

/** Whether there is a question to this participant. Simulated people have neither picture nor sound. */
export function isAskedToBeRecorded(participant: ParticipantState, state: SessionState): boolean {
  if (state.recording === null || participant.simulated || participant.recordingAnswer !== "none") return false;
  return participant.present && (participant.role === "therapist" || hasAgreed(participant));
}

function hasTherapist({ participants }: SessionState): boolean {
  return Object.values(participants).some((one) => one.role === "therapist" && one.present && !one.simulated);
}
