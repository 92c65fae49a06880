// Bodies and answers of the HTTP routes, one schema for server and client.
import { z } from "zod";
import type { Exercise } from "../exercise/exercise.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, Role } from "../session/identifiers.ts";
import type { Phase, Standing } from "../session/session-fact.ts";

/** POST /api/sign-in */
export const signInBody = z.strictObject({ link: z.string().min(16).max(512) });
/** GET /api/me, and the answer of POST /api/sign-in */
export interface Me {
  readonly personId: ParticipantId;
  readonly role: Role;
  readonly name: string;
  readonly nickname: string;
  readonly mark: number;
  readonly clinicName: string;
  readonly language: string;
  readonly signedInUntilMs: number;
}
/** GET /api/sessions: the person's own, newest first. */
export interface SessionListing {
  readonly groupSessionId: GroupSessionId;
  readonly title: string;
  readonly startsAtMs: number;
  readonly phase: Phase;
  readonly ended: boolean;
  readonly therapistName: string;
  readonly patients: number;
  readonly present: number;
  readonly demonstration: boolean;
}
/** GET /api/home, for a patient */
export interface PatientHome {
  readonly streakDays: number;
  /** The last fourteen days, oldest first. */
  readonly days: readonly { readonly day: string; readonly exercised: boolean; readonly planned: boolean }[];
  readonly sessions: readonly SessionListing[];
}
/** GET /api/sessions/:id/summary */
export interface SessionSummary {
  readonly groupSessionId: GroupSessionId;
  readonly title: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly minutes: number;
  readonly repetitionsOfGroup: number;
  readonly balloon: number;
  /** Therapist: every patient. Patient: oneself only. */
  readonly patients: readonly PatientSummary[];
  /** Who chose to be on it; by name or nickname. */
  readonly leaderboard: readonly LeaderboardRow[];
}
export interface PatientSummary {
  readonly participantId: ParticipantId;
  readonly name: string;
  readonly mark: number;
  readonly simulated: boolean;
  readonly minutesPresent: number;
  readonly points: number;
  readonly streakDays: number;
  readonly standing: Standing;
  readonly pain: number | undefined;
  readonly effort: number | undefined;
  readonly stoppedForPain: number;
  readonly sets: readonly SetSummary[];
}
export interface SetSummary {
  readonly ordinal: number;
  readonly exerciseId: ExerciseId;
  readonly repetitions: number;
  readonly left: number;
  readonly right: number;
  readonly targetRepetitions: number;
  readonly targetRangeDegrees: number | undefined;
  /** Median over measurable repetitions, degrees, and half of its 95 % interval. */
  readonly rangeDegrees: number | undefined;
  readonly rangeHalfWidth95: number | undefined;
  /** Mean, 0…100 */
  readonly quality: number | undefined;
  /** Mean, 0…1 */
  readonly confidence: number | undefined;
}
export interface LeaderboardRow {
  readonly rank: number;
  readonly name: string;
  readonly mark: number;
  readonly points: number;
  readonly me: boolean;
}
/** GET /api/exercises */
export type ExerciseLibrary = readonly Exercise[];
/** Any refusal */
export interface RefusalAnswer {
  readonly code: string;
}
/** GET /healthz */
export interface Health {
  readonly status: "ok" | "degraded";
  readonly database: { readonly status: "ok" | "down"; readonly reason?: string };
  readonly media: { readonly status: "ok" | "down"; readonly reason?: string };
  readonly version: string;
}
