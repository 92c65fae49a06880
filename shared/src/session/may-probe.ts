// Who may be sent the own picture back for a moment, to find out how the line to the server is. The only exception to `mayConsume`, kept apart
// from it so that nobody who asks who sees whom has to know of it: it shows a person nothing but that person.
import { hasAgreed } from "./agreement.ts";
import type { ParticipantId } from "./identifiers.ts";
import type { SessionState } from "./session-state.ts";

/** A check takes less than ten seconds; whatever is left of it ends by then. */
export const PROBE_LASTS_MS = 12_000;

/** A patient who has agreed, and the therapist; before anybody moves: later the line is needed for what it is there for. */
export function mayProbe(participantId: ParticipantId, state: SessionState): boolean {
  if (state.phase !== "lobby" || state.endedAtMs !== null) return false;
  const prober = Object.hasOwn(state.participants, participantId) ? state.participants[participantId] : undefined;
  return prober?.present === true && (prober.role === "therapist" || hasAgreed(prober));
}
