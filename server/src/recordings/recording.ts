// A recording as the rest of the server knows it: one track of one participant in one session, and who does something with it.
import type { AskedReason, HoldReason } from "@ensemble/shared/protocol/custody-messages.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";

export interface Recording {
  readonly recordingId: string;
  readonly groupSessionId: string;
  readonly clinicId: string;
  /** Whose picture or sound it is, or was. */
  readonly participantId: string | undefined;
  readonly source: MediaSource;
  readonly contentType: string;
  /** Session time of its beginning. */
  readonly beginsAtMs: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly endSealed: Uint8Array | undefined;
  readonly lock: KeyLock | undefined;
  readonly sentAtMs: number | undefined;
  readonly heldSinceMs: number | undefined;
  readonly heldWhy: HoldReason | undefined;
  readonly tombstone: Tombstone | undefined;
}

/** What of a recording's key is kept in the database. */
export interface KeyLock {
  readonly wrapped: Uint8Array;
  /** Which of the clinic's keys wraps it. */
  readonly clinicKeyId: string;
}

export interface Tombstone {
  readonly atMs: number;
  readonly byRole: string;
  readonly why: DestructionReason;
}

/** Codes and no free text: what stays of a recording says nothing of what was on it. */
export type DestructionReason = "retention" | AskedReason;

/** Who does something: a person, or the server by itself, or somebody at its command line. */
export interface Actor {
  readonly personId: string | null;
  readonly role: "therapist" | "patient" | "operator" | "server";
}

/** For what a machine decides. */
export const THE_SERVER: Actor = { personId: null, role: "server" };

/** A piece as the media node hands it over. The first one, with index 0, is the container's header; each index is one more than the last. */
export interface RecordedPiece {
  readonly index: number;
  readonly kind: "header" | "media";
  /** Since the recording's beginning. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly keyFrame: boolean;
  readonly bytes: Uint8Array;
}
