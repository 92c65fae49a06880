// A group session as it is planned: who belongs to it, when it starts.
import type { GroupSessionId, ParticipantId, Role } from "@ensemble/shared/session/identifiers.ts";
import type { OnRefusal } from "@ensemble/shared/session/recording-consent.ts";

export interface GroupSession {
  readonly groupSessionId: GroupSessionId;
  readonly clinicId: string;
  readonly title: string;
  readonly startsAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly demonstration: boolean;
  /** As its clinic has set; missing where it has set nothing. */
  readonly recordingOnRefusal?: OnRefusal;
  readonly members: readonly GroupSessionMember[];
}
export interface GroupSessionMember {
  readonly participantId: ParticipantId;
  readonly role: Role;
  readonly mark: number;
  readonly simulated: boolean;
}
