// Who speaks alone with whom: one therapist, the one who has begun it, and one patient. Pure.
import type { ParticipantId } from "./identifiers.ts";
import type { SessionFact } from "./session-fact.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

/**
 * How long a private word waits for its therapist, whose line is broken: whoever comes back in the middle of a sentence does not say it
 * to everybody. A project assumption.
 */
export const WORD_WAITS_MS = 60_000;

type Word = Pick<SessionState, "privateWord">;
type Person = Pick<ParticipantState, "participantId" | "role">;

/** Whether this is one of the two. Of journals of before, which do not say who has begun it, every therapist is. */
export function speaksAlone({ participantId, role }: Person, { privateWord }: Word): boolean {
  if (privateWord === null) return false;
  if (role === "patient") return participantId === privateWord.participantId;
  return privateWord.byId === null || participantId === privateWord.byId;
}

/** Whether another therapist, who is there, speaks alone with somebody: what is said there is nobody else's to end. */
export function isAnothersWord(therapist: Person, state: Pick<SessionState, "privateWord" | "participants">): boolean {
  return state.privateWord !== null && !speaksAlone(therapist, state) && isTherapistThere(state);
}

/** Whether the therapist is there who speaks alone with somebody. */
export function isTherapistThere(state: Pick<SessionState, "privateWord" | "participants">): boolean {
  return Object.values(state.participants).some(
    (one) => one.role === "therapist" && one.present && speaksAlone(one, state),
  );
}

/** What the journal is told when this person leaves: the word is over with its therapist, not with a line that is broken. */
export function endWithTherapist(
  participantId: ParticipantId,
  reason: "left" | "lost",
  { privateWord }: Word,
): readonly SessionFact[] {
  return reason === "left" && privateWord?.byId === participantId ? [ENDED] : [];
}

/** What the journal is told when its therapist has not come back. `nowMs`: by the clock of the journal's entries. */
export function endForsaken(state: SessionState, nowMs: number): readonly SessionFact[] {
  const awaySinceMs = state.privateWord?.therapistAwaySinceMs ?? null;
  return awaySinceMs !== null && nowMs - awaySinceMs >= WORD_WAITS_MS ? [ENDED] : [];
}

const ENDED: SessionFact = { kind: "privateWordMoved", participantId: null };
