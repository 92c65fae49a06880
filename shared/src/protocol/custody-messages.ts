// What is kept of one person in one class, and what its therapists may do with it: one schema for server and client.
import { z } from "zod";
import type { MediaSource } from "../session/may-consume.ts";
import type { RecordingState } from "./http-messages.ts";

/** Why a recording must not be destroyed. Codes and no free text: what stays of it in logs says nothing of a person. */
export const HOLD_REASONS = ["complaint", "authority", "patientAsked", "treatment"] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Why a person has one destroyed. */
export const ASKED_REASONS = ["asked", "consentWithdrawn", "mistake"] as const;
export type AskedReason = (typeof ASKED_REASONS)[number];

/** What the log of somebody's recordings tells the therapists of the class. */
export const CUSTODY_ACTIONS = [
  "review.viewed",
  "recording.viewed",
  "recording.downloaded",
  "recording.held",
  "recording.released",
  "recording.destroyed",
] as const;
export type CustodyAction = (typeof CUSTODY_ACTIONS)[number];

/** GET /api/sessions/:id/review/:personId/recordings, and the answer to each of the acts. */
export interface RecordingCustody {
  /** Whose it is: a patient's, or a therapist's of the class. */
  readonly name: string;
  /** In the order of their beginning; what was destroyed too. */
  readonly recordings: readonly KeptRecording[];
  /** The newest first; at most `MOST_CUSTODY_ENTRIES`. */
  readonly log: readonly CustodyEntry[];
}
export const MOST_CUSTODY_ENTRIES = 200;

/** All moments are milliseconds since 1970. */
export interface KeptRecording {
  readonly recordingId: string;
  readonly source: MediaSource;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly state: RecordingState;
  /** When it is destroyed by itself; null while it is being made, and of one that was destroyed. */
  readonly keptUntilMs: number | null;
  /** Must not be destroyed. */
  readonly held: { readonly sinceMs: number; readonly why: HoldReason | null } | null;
  readonly destroyed: { readonly atMs: number; readonly byRole: string; readonly why: string } | null;
}
export interface CustodyEntry {
  readonly atMs: number;
  readonly action: CustodyAction;
  readonly role: "therapist" | "patient" | "operator" | "server";
  /** Null where it was the server itself or a command of an operator. */
  readonly personName: string | null;
  readonly reason: string | null;
}

/** As many as a request carries. */
export const MOST_RECORDINGS_AT_ONCE = 400;
/** Those that were on the screen: what began meanwhile is not held or destroyed by somebody who did not see it. */
const recordingIds = z.array(z.uuid()).min(1).max(MOST_RECORDINGS_AT_ONCE);
/** POST …/recordings/hold */
export const holdBody = z.strictObject({ recordingIds, reason: z.enum(HOLD_REASONS) });
/** POST …/recordings/release */
export const releaseBody = z.strictObject({ recordingIds });
/** POST …/recordings/destroy */
export const destroyBody = z.strictObject({ recordingIds, reason: z.enum(ASKED_REASONS) });
export type HoldBody = Readonly<z.infer<typeof holdBody>>;
export type ReleaseBody = Readonly<z.infer<typeof releaseBody>>;
export type DestroyBody = Readonly<z.infer<typeof destroyBody>>;
