// Who stands where, among those who chose to be on it. Equal points share a place, and nobody is listed who left.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";

export interface Place {
  readonly place: number;
  readonly participantId: ParticipantId;
  readonly name: string;
  readonly mark: number;
  readonly points: number;
  /** Of the set that was done last. */
  readonly repetitions: number;
  readonly me: boolean;
}

export function leaderboard(participants: readonly ParticipantView[], meId: ParticipantId): readonly Place[] {
  const taking = participants
    .filter((each) => each.role === "patient" && each.standing !== "hidden")
    .toSorted((a, b) => b.points - a.points || a.mark - b.mark);
  return taking.map((each) => ({
    place: 1 + taking.filter((other) => other.points > each.points).length,
    participantId: each.participantId,
    name: each.name,
    mark: each.mark,
    points: each.points,
    repetitions: each.repetitions,
    me: each.participantId === meId,
  }));
}
