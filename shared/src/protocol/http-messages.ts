// Bodies and answers of the HTTP routes, one schema for server and client.
import { z } from "zod";
import type { Exercise, LocalisedText, TrackedExercise } from "../exercise/exercise.ts";
import type { Still } from "../exercise/figure.ts";
import type { ProtocolTemplate } from "../exercise/protocol-template.ts";
import type { GroupSessionId, ParticipantId, PersonRole, Role } from "../session/identifiers.ts";
import type { MediaSource } from "../session/may-consume.ts";
import { RECORDING_AUDIENCE } from "../session/recording-consent.ts";
import type { Phase } from "../session/session-fact.ts";
import type { ClinicalSource, Contraindication } from "./clinical-files.ts";

/** GET /api/sessions/:id/summary */
export type {
  LeaderboardRow,
  PatientSummary,
  SessionSummary,
  SetSummary,
} from "../session/session-summary.ts";

/** POST /api/sign-in */
export const signInBody = z.strictObject({ link: z.string().min(16).max(512) });
/** GET /api/me, and the answer of POST /api/sign-in */
export interface Me {
  readonly personId: ParticipantId;
  readonly role: PersonRole;
  readonly name: string;
  readonly nickname: string;
  readonly clinicName: string;
  readonly language: string;
  readonly signedInUntilMs: number;
}
/** Somebody who can be in a class. */
export type ClassMember = Me & { readonly role: Role };
export function isClassMember(me: Me): me is ClassMember {
  return me.role !== "operator";
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
/**
 * `running`: still being made. `whole`: finished, and all there. `cutOff`: ended by a crash or an outage; what was durable by then is there.
 * `damaged`: pieces are missing in what should be there; it is not played.
 */
export type RecordingState = "running" | "whole" | "cutOff" | "damaged" | "destroyed";
/** GET /api/sessions/:id/recordings: for the clinic's therapists all of them, for a patient what was sent of their own. */
export interface RecordingListing {
  readonly recordingId: string;
  /** Whose picture or sound it is; null when it was destroyed. */
  readonly participantId: string | null;
  readonly source: MediaSource;
  readonly contentType: string;
  /** Session time of its beginning. */
  readonly beginsAtMs: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly durationMs: number;
  readonly bytes: number;
  readonly state: RecordingState;
  /** When it was sent to the patient. */
  readonly sentAtMs: number | null;
  /** Must not be destroyed. */
  readonly held: boolean;
  readonly destroyed: { readonly atMs: number; readonly byRole: string; readonly why: string } | null;
}
/** GET /api/standing-consent, for a patient, and the answer to giving it and taking it back. */
export interface StandingConsentView {
  /** Until when it holds, milliseconds since 1970; null: there is none. */
  readonly untilMs: number | null;
}
/** POST /api/standing-consent/give: it names who may look. */
export const giveConsentBody = z.strictObject({ audience: z.literal(RECORDING_AUDIENCE) });
export type GiveConsentBody = Readonly<z.infer<typeof giveConsentBody>>;
/** GET /api/recordings/:id/pieces: where a player may enter; the bytes themselves are ranges of /api/recordings/:id/media. */
export interface RecordingPieces {
  readonly contentType: string;
  /** One behind the other; the first is the file's header. */
  readonly pieces: readonly RecordingPiece[];
}
export interface RecordingPiece {
  readonly firstByte: number;
  readonly bytes: number;
  /** Since the recording's beginning. */
  readonly startMs: number;
  readonly durationMs: number;
  /** A player who has the header may begin here; else it goes on from the piece before. */
  readonly keyFrame: boolean;
}
/** GET /api/home, for a patient */
export interface PatientHome {
  readonly streakDays: number;
  /** The last fourteen days, oldest first. */
  readonly days: readonly { readonly day: string; readonly exercised: boolean; readonly planned: boolean }[];
  readonly sessions: readonly SessionListing[];
}
/** GET /api/exercises */
export type ExerciseLibrary = readonly TrackedExercise[];
/** GET /api/library: what cards, search and filters need of every exercise. */
export type Catalogue = readonly CatalogueEntry[];
export interface CatalogueEntry
  extends Pick<
    Exercise,
    | "id"
    | "name"
    | "purpose"
    | "region"
    | "type"
    | "difficulty"
    | "position"
    | "equipment"
    | "sides"
    | "tracking"
    | "conditions"
    | "searchWords"
    | "review"
  > {
  readonly still: Still;
}
/** GET /api/library/:id: one exercise with everything it only names. */
export interface CataloguePage {
  readonly exercise: Exercise;
  readonly contraindications: readonly { readonly text: LocalisedText; readonly source: ClinicalSource }[];
  /** What the whole exercise and the thresholds of its errors rest on, each once. */
  readonly sources: readonly ClinicalSource[];
  readonly easier: CatalogueStep | null;
  readonly harder: CatalogueStep | null;
}
export type CatalogueStep = Pick<CatalogueEntry, "id" | "name" | "difficulty" | "position" | "still">;
/** GET /api/protocols, for therapists */
export type ProtocolListing = Omit<ProtocolTemplate, "phases"> & {
  /** How many. */
  readonly phases: number;
};
/** GET /api/protocols/:id, for therapists: a template and what its ids stand for. */
export interface ProtocolPage {
  readonly template: ProtocolTemplate;
  /** Those its phases name as restrictions or precautions. */
  readonly contraindications: readonly Contraindication[];
  /** Those of the template and of its contraindications. */
  readonly sources: readonly ClinicalSource[];
}
/** Any refusal */
export interface RefusalAnswer {
  readonly code: string;
}
/** GET /healthz */
export interface Health {
  readonly status: "ok" | "degraded";
  /** `refusesWrites`: it answers, and takes nothing that is to be stored. */
  readonly database: { readonly status: "ok" | "down" | "refusesWrites"; readonly reason?: string };
  readonly media: { readonly status: "ok" | "down"; readonly reason?: string };
  readonly version: string;
}
/** GET /readyz: whether new people and sessions are taken. */
export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: "leaving" | "database" | "refusesWrites" | "media" };
/** POST /api/demonstrations: a session of simulated people, for trying out. */
export const demonstrationBody = z.strictObject({ patients: z.number().int().min(1).max(6) });
export interface DemonstrationAnswer {
  readonly groupSessionId: GroupSessionId;
  readonly therapist: { readonly name: string; readonly link: string };
  readonly patients: readonly { readonly name: string; readonly link: string }[];
}
