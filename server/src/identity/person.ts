// A person as the rest of the server knows them: opened names never leave this process except to those who may see them.
import type { ParticipantId, PersonRole } from "@ensemble/shared/session/identifiers.ts";

export interface Person {
  readonly personId: ParticipantId;
  readonly clinicId: string;
  readonly clinicName: string;
  readonly role: PersonRole;
  readonly name: string;
  readonly nickname: string;
  readonly language: string;
  readonly simulated: boolean;
}

/** A signed-in person. */
export interface Identity {
  readonly signInId: string;
  readonly person: Person;
  readonly expiresAtMs: number;
}
