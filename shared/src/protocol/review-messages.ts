// Looking back at how one participant moved in one session: what the routes of the review answer and take, one schema for server and client.
import { z } from "zod";
import type { SideChoice } from "../movement/motion.ts";
import type { QualityParts } from "../movement/quality-rules.ts";
import type { PlacedAnnotation } from "../session/annotation.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "../session/identifiers.ts";
import type { MovingPhase, Target } from "../session/session-fact.ts";

/** GET /api/sessions/:id/review/:personId. All moments are session time: milliseconds since the session opened. */
export interface SessionReview {
  readonly groupSessionId: GroupSessionId;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly participantId: ParticipantId;
  readonly name: string;
  readonly mark: number;
  readonly simulated: boolean;
  /** Who may be heard beside this participant. */
  readonly therapistIds: readonly ParticipantId[];
  /** When the session was over, or what is known of one that is not. */
  readonly endsAtMs: number;
  readonly sets: readonly ReviewedSet[];
  /** What was drawn on this participant's picture, in its order. */
  readonly drawings: readonly ReviewedDrawing[];
  /** When this participant's picture stood still to be drawn on, in its order; one that lasts has no end. */
  readonly holds: readonly ReviewedHold[];
  /** Of this participant, besides what the sets say; in their order. */
  readonly moments: readonly ReviewedMoment[];
  /** In the order of their moments. */
  readonly comments: readonly ReviewComment[];
}
export interface ReviewedDrawing {
  /** Its `atMs` in session time; it fades as it did in the class (`annotation-rules.ts`). */
  readonly annotation: PlacedAnnotation;
  /** When it was taken away; null where it was not, or had faded by then. */
  readonly untilMs: number | null;
}
export interface ReviewedHold {
  /** The picture of this moment is the one that was seen. */
  readonly fromMs: number;
  readonly untilMs: number | null;
}
/** `level`: 0…10. Of a private word nobody has kept more than that it was, and how long; `endMs` is null while it lasts. */
export type ReviewedMoment =
  | { readonly kind: "painReported"; readonly atMs: number; readonly level: number }
  | { readonly kind: "painStopped"; readonly atMs: number }
  | { readonly kind: "privateWord"; readonly atMs: number; readonly endMs: number | null };
export interface ReviewedSet {
  readonly setId: SetId;
  /** 1, 2, 3 … within the session. */
  readonly ordinal: number;
  readonly exerciseId: ExerciseId;
  readonly phase: MovingPhase;
  readonly startMs: number;
  /** Null while it runs, and where a crash left it open. */
  readonly endMs: number | null;
  readonly target: Target;
  readonly pauses: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly repetitions: readonly ReviewedRepetition[];
  readonly cues: readonly ReviewedCue[];
  /** When this person stopped for pain. */
  readonly stopsMs: readonly number[];
}
export interface ReviewedRepetition {
  readonly ordinal: number;
  readonly side: SideChoice;
  readonly startMs: number;
  readonly endMs: number;
  /** How far it came; undefined where it could not be measured, or nobody knows the exercise any more. */
  readonly attainedDegrees: number | undefined;
  readonly below95: number;
  readonly above95: number;
  /** 0…100 */
  readonly quality: number;
  readonly parts: QualityParts | undefined;
  /** 0…1 */
  readonly confidence: number;
}
export interface ReviewedCue {
  readonly atMs: number;
  /** The frame after which it was given, which says the moment better; null where no frame is known. */
  readonly frame: number | null;
  readonly cue: string;
}

/** GET /api/sessions/:id/review/:personId/curve/:setId: the frames of a set, counted once more. Lists of equal length. */
export interface ReviewCurve {
  /** Their numbers, increasing. */
  readonly frames: readonly number[];
  readonly atMs: readonly number[];
  /** The angle a screen showed then, to a tenth; null while it was not seen. */
  readonly degrees: readonly (number | null)[];
  /** Whether what is counted now is what was counted then; null where this server does not know the exercise any more. */
  readonly agrees: boolean | null;
  /** False where the set is longer than what is counted for one request. */
  readonly whole: boolean;
}

/**
 * GET /api/sessions/:id/review/:personId/figures/:setId/:frame answers a figure bundle (`figure-bundle.ts`) with as many figures of the
 * set, one for each frame from this one on.
 */
export const FIGURES_A_REQUEST = 240;

const MOST_STROKES = 24;
/** All of a comment fits into what a request may carry. */
const MOST_NUMBERS = 2 * 32;
/** In pictures, never mirrored: 0, 0 is the upper left corner; somewhat outside is still drawn. */
const coordinate = z.number().min(-1).max(2);
/** x, y, x, y … of a line drawn by hand. */
const stroke = z.strictObject({ points: z.array(coordinate).min(4).max(MOST_NUMBERS) });
export const LONGEST_COMMENT = 2_000;
/** POST /api/sessions/:id/review/:personId/comments */
export const commentBody = z.strictObject({
  setId: z.string().min(1).max(64),
  /** Session time; where a frame is named, its own time counts. */
  atMs: z.int().min(0).max(0x7fff_ffff),
  frame: z.int().min(0).max(0xffff_ffff).nullable(),
  text: z.string().min(1).max(LONGEST_COMMENT),
  drawing: z.array(stroke).max(MOST_STROKES),
});
export type CommentBody = z.infer<typeof commentBody>;
export type Stroke = Readonly<z.infer<typeof stroke>>;
export { MOST_NUMBERS as MOST_NUMBERS_A_STROKE, MOST_STROKES };

/** A body as it stood: as in `figure-bundle.ts`, as plain numbers. */
export interface StillFigure {
  readonly aspect: number;
  readonly points: readonly number[];
  readonly visibility: readonly number[];
}

/** What a patient is sent of a comment's moment: the figure as it stood, the movement around it too, or with it what the camera recorded of that. */
export const SENT_WITH = ["figure", "movement", "picture"] as const;
export type SentWith = (typeof SENT_WITH)[number];
/** POST /api/comments/:id/send. A page from before this was asked sends the figure. */
export const sendBody = z.strictObject({ with: z.enum(SENT_WITH).default("figure") });
export type SendBody = Readonly<z.infer<typeof sendBody>>;
/** Of the movement, on both sides of the moment. */
export const CLIP_AROUND_MS = 3_000;
/** What was sent besides the moment: this stretch, and nothing of before or after it. Session time. */
export interface SentClip {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Null where only the movement was sent. `beginsAtMs`: of its recording, from which the pieces' times count. */
  readonly picture: { readonly beginsAtMs: number } | null;
}
/**
 * GET /api/comments/:id/clip, for the patient it was sent to: the figures of the stretch. Where it has a picture, …/clip/pieces answers
 * `RecordingPieces` of these seconds alone, and …/clip/media their bytes.
 */
export interface ClipFigures {
  /** Session time, increasing; as long as `figures`. */
  readonly atMs: readonly number[];
  /** Null where nobody was seen. */
  readonly figures: readonly (StillFigure | null)[];
}

interface Comment {
  readonly commentId: string;
  readonly text: string;
  readonly drawing: readonly Stroke[];
  readonly figure: StillFigure | null;
  /** Milliseconds since 1970; null before it was sent. */
  readonly sentAtMs: number | null;
  /** Null where nothing but the moment itself was sent. */
  readonly clip: SentClip | null;
}
export interface ReviewComment extends Comment {
  readonly setId: SetId;
  /** Session time. */
  readonly atMs: number;
  readonly authorName: string;
  readonly createdAtMs: number;
}
/** GET /api/comments: what was sent to the patient who asks, the newest first. */
export interface SentComment extends Comment {
  /** Session time. */
  readonly atMs: number;
  readonly groupSessionId: GroupSessionId;
  readonly title: string;
  readonly startedAtMs: number;
  readonly authorName: string;
}
