// Who may have a seat in a session: a signed-in member of it, while it is open.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { openForMs } from "@ensemble/shared/session/closing-rules.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Identity } from "../identity/index.ts";
import type { GroupSession } from "../session/index.ts";
import type { Member } from "./room-seat.ts";

export interface Admitted {
  readonly member: Member;
  readonly groupSessionId: GroupSessionId;
  /** When the sign-in ends. */
  readonly expiresAtMs: number;
}

/** `cookie`: the header. Refuses with a DomainError; every other error says nothing about who is asking. */
export type AdmitMember = (cookie: string | undefined, groupSessionId: string) => Promise<Admitted>;

export function createAdmission(parts: {
  readonly findIdentity: (cookie: string | undefined) => Promise<Identity | undefined>;
  readonly findGroupSession: (groupSessionId: string) => Promise<GroupSession | undefined>;
  readonly nowMs: () => number;
}): AdmitMember {
  return async (cookie, groupSessionId) => {
    const identity = await parts.findIdentity(cookie);
    if (identity === undefined) throw new DomainError("sign_in/required");
    const groupSession = await parts.findGroupSession(groupSessionId);
    if (groupSession === undefined) throw new DomainError("session/unknown");
    const { person, expiresAtMs } = identity;
    const { role } = person;
    if (role === "operator" || !groupSession.members.some((member) => member.participantId === person.personId))
      throw new DomainError("session/not_a_member");
    const { endedAtMs } = groupSession;
    if (endedAtMs !== undefined && openForMs(endedAtMs, parts.nowMs()) <= 0) throw new DomainError("session/ended");
    return { member: { ...person, role }, groupSessionId: groupSession.groupSessionId, expiresAtMs };
  };
}
