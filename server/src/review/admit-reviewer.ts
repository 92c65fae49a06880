// Who may look back at whose movement: the therapists of that class. A patient is shown single moments, once they were sent.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ParticipantId, PersonRole, Role } from "@ensemble/shared/session/identifiers.ts";
import type { GroupSession, GroupSessionStore } from "../session/index.ts";

export interface Reviewer {
  readonly personId: ParticipantId;
  readonly clinicId: string;
  readonly role: PersonRole;
}
export interface Reviewed {
  readonly session: GroupSession;
  readonly participantId: ParticipantId;
  readonly mark: number;
  readonly simulated: boolean;
}

/** Throws `session/unknown` to other clinics, `session/not_a_member`, `review/not_allowed` to patients, `review/unknown`. `of`: who is looked at. */
export async function admitReviewer(
  sessions: Pick<GroupSessionStore, "findGroupSession">,
  reviewer: Reviewer,
  groupSessionId: string,
  personId: string,
  of: readonly Role[] = ["patient"],
): Promise<Reviewed> {
  const session = await sessions.findGroupSession(groupSessionId);
  if (session === undefined || session.clinicId !== reviewer.clinicId) throw new DomainError("session/unknown");
  const own = session.members.find(({ participantId }) => participantId === reviewer.personId);
  if (own === undefined) throw new DomainError("session/not_a_member");
  if (own.role !== "therapist" || reviewer.role !== "therapist") throw new DomainError("review/not_allowed");
  const member = session.members.find(({ participantId, role }) => participantId === personId && of.includes(role));
  if (member === undefined) throw new DomainError("review/unknown");
  const { participantId, mark, simulated } = member;
  return { session, participantId, mark, simulated };
}
