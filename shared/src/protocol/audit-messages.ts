// The clinic's log of recordings, reviews, comments and consents, as its therapists are shown it.
import type { MediaSource } from "../session/may-consume.ts";

/** What there is in the log, by what somebody looks for in it. */
export const AUDIT_ACTIONS = {
  recorded: ["recording.started", "recording.finished", "recording.cutOff"],
  looked: ["recording.viewed", "recording.downloaded", "review.viewed", "comment.viewed"],
  sent: ["recording.sent", "recording.takenBack", "comment.sent", "comment.removed"],
  kept: ["recording.held", "recording.released", "recording.destroyed"],
  keys: ["recording.rewrapped"],
  consent: ["consent.given", "consent.takenBack"],
} as const;
export type AuditKind = keyof typeof AUDIT_ACTIONS;
export type AuditAction = (typeof AUDIT_ACTIONS)[AuditKind][number];
export const AUDIT_KINDS = Object.keys(AUDIT_ACTIONS) as readonly AuditKind[];

/** In the place of a kind, a person or an entry in the addresses below: any. */
export const ANY_IN_LOG = "-";
export const AUDIT_ENTRIES_A_PAGE = 50;

/** GET /api/audit/log/:kind/:personId/:before, for therapists of the clinic. All moments are milliseconds since 1970. */
export interface AuditLog {
  /** The newest first; at most `AUDIT_ENTRIES_A_PAGE`, all older than `before`. */
  readonly entries: readonly AuditLine[];
  /** The next page's `before`; null where this is the last. */
  readonly olderThan: number | null;
}
export interface AuditLine {
  readonly sequence: number;
  readonly atMs: number;
  readonly role: "therapist" | "patient" | "operator" | "server";
  /** Null where it was the server itself or a command of an operator. */
  readonly personName: string | null;
  readonly action: AuditAction;
  /** Of a recording. */
  readonly source: MediaSource | null;
  /** Whose picture, sound, movement, comments or consent it is; null where nobody knows any more. */
  readonly about: string | null;
  /** Null for what belongs to none. */
  readonly session: { readonly title: string; readonly startsAtMs: number } | null;
  readonly reason: string | null;
}

/** GET /api/audit/people: whom entries may be about, by name. */
export interface AuditPerson {
  readonly personId: string;
  readonly name: string;
  readonly role: "therapist" | "patient";
}

/** GET /api/audit/chain */
export interface AuditChain {
  /** All entries are there, in their order, and say what they said when they were written. */
  readonly holds: boolean;
  readonly entries: number;
  readonly checkedAtMs: number;
  /** Number of the first entry that does not fit; null while it holds. */
  readonly firstFault: number | null;
}
