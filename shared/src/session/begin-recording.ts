// What the beginning of a recording changes: whose answers hold for it, and who is asked anew.
import type { ParticipantId } from "./identifiers.ts";
import type { OnRefusal } from "./recording-consent.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

/**
 * Where one no ends it for everybody, whoever has said no is asked anew: nothing could be recorded otherwise. A yes by a standing consent was for
 * the recording before: whether that one still holds, each beginning asks.
 */
export function beginRecording(
  state: SessionState,
  recording: { readonly byId: ParticipantId; readonly onRefusal: OnRefusal },
): SessionState {
  const answerFor = (one: ParticipantState): ParticipantState => {
    const isOpen =
      one.answerStandsUntilMs !== null || (recording.onRefusal === "stop" && one.recordingAnswer === "refused");
    return isOpen ? { ...one, recordingAnswer: "none", answerStandsUntilMs: null } : one;
  };
  const participants = Object.entries(state.participants).map(([id, one]) => [id, answerFor(one)] as const);
  return { ...state, recording, participants: Object.fromEntries(participants) };
}
