// Whether a therapist speaks with one patient alone, as a therapist's screen has it: one's own word, or that of another therapist.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";

export interface PrivateWordState {
  /** The patient one speaks with oneself. */
  readonly confidant: ParticipantId | undefined;
  /** The other therapist who speaks with somebody. */
  readonly speaker: ParticipantView | undefined;
  /** Who is away has left a word that others may end. */
  readonly mayBegin: boolean;
}

export function privateWordStateOf(
  view: Pick<SessionView, "privateWord" | "privateWordById" | "participants">,
  meId: ParticipantId | undefined,
): PrivateWordState {
  const { privateWord, privateWordById, participants } = view;
  if (!privateWord) return { confidant: undefined, speaker: undefined, mayBegin: true };
  if (privateWordById === undefined || privateWordById === meId) {
    const confidant = participants.find((each) => each.clinical?.inPrivateWord)?.participantId;
    return { confidant, speaker: undefined, mayBegin: false };
  }
  const speaker = participants.find(({ participantId }) => participantId === privateWordById);
  return { confidant: undefined, speaker, mayBegin: speaker?.present !== true };
}
