// A streak grows with a day's first repetition: it is read when somebody joins, and anew when a set is finished.
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { Presence } from "./show-session.ts";

export interface Streaks {
  readonly joined: (participantId: ParticipantId) => void;
  /** `provisional`: what is visible is not all written yet, and would not be found. */
  readonly sessionChanged: (state: SessionState, provisional: boolean) => void;
}

export function createStreaks(parts: {
  readonly presence: ReadonlyMap<ParticipantId, Presence>;
  readonly streakDaysOf: (participantId: ParticipantId) => Promise<number>;
  /** After streaks were read anew. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}): Streaks {
  let readAfter: SetId | undefined;
  const read = async (participantId: ParticipantId) => {
    const presence = parts.presence.get(participantId);
    if (presence !== undefined) presence.streakDays = await parts.streakDaysOf(participantId);
  };
  const readAll = (whose: readonly ParticipantId[]) => {
    Promise.all(whose.map(read)).then(parts.changed, parts.failed);
  };
  return {
    joined: (participantId) => readAll([participantId]),
    sessionChanged: ({ set, participants }, provisional) => {
      if (set === null || !set.finished || provisional || set.setId === readAfter) return;
      readAfter = set.setId;
      const counted = Object.values(participants).filter(({ results }) =>
        results.some((result) => result.setId === set.setId),
      );
      readAll(counted.map(({ participantId }) => participantId));
    },
  };
}
