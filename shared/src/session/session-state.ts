// The live state of a session: a pure fold over its journal, never stored, never edited by hand. It holds nothing that grows with
// every entry, because the fold copies what it changes; what is looked up by key is in `journal-index.ts`.
import type { PlacedAnnotation } from "./annotation.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, Role, SetId } from "./identifiers.ts";
import type { OnRefusal, RecordingAnswer, StandingConsent } from "./recording-consent.ts";
import type { MeasuredRange, MovingPhase, Pairs, Phase, PictureMode, Standing, Target } from "./session-fact.ts";
import type { SideBySide } from "./side-by-side.ts";

export interface SetState {
  readonly setId: SetId;
  /** 1, 2, 3 … of its exercise in its part of the session: the warm-up does not count for the exercises. */
  readonly ordinal: number;
  readonly exerciseId: ExerciseId;
  readonly phase: MovingPhase;
  readonly running: boolean;
  readonly finished: boolean;
  readonly startedAtMs: number;
  /** When the present run or pause began. */
  readonly changedAtMs: number;
  /** Time spent running before `changedAtMs`. */
  readonly ranMs: number;
  readonly targets: Readonly<Record<ParticipantId, Target>>;
  /** Patients who were there when the set began; at least 1. */
  readonly takingPart: number;
}

/** What one patient did in one set. */
export interface SetResult {
  readonly setId: SetId;
  readonly exerciseId: ExerciseId;
  readonly target: Target;
  readonly repetitions: number;
  readonly left: number;
  readonly right: number;
  readonly points: number;
  /** Sums over repetitions; divide by `repetitions`. */
  readonly qualitySum: number;
  readonly confidenceSum: number;
  /** Of the last repetition; those of all are read from the journal (`measured-repetitions.ts`). */
  readonly lastRange: MeasuredRange | null;
}

export interface Stop {
  readonly atMs: number;
  readonly takenById: ParticipantId | null;
  readonly patientAgrees: boolean;
  readonly therapistAgrees: boolean;
}

export interface ParticipantState {
  readonly participantId: ParticipantId;
  readonly role: Role;
  readonly mark: number;
  readonly simulated: boolean;
  readonly present: boolean;
  readonly everJoined: boolean;
  /** Version of the text that was accepted; 0: none. */
  readonly agreementVersion: number;
  readonly whereaboutsStated: boolean;
  readonly ready: boolean;
  readonly stop: Stop | null;
  readonly targets: Readonly<Record<ExerciseId, Target>>;
  /** One per set this patient has been counted in, oldest first; the last may be the running one. */
  readonly results: readonly SetResult[];
  readonly points: number;
  readonly pain: number | null;
  readonly painAtMs: number | null;
  readonly effort: number | null;
  readonly effortAtMs: number | null;
  readonly pictureConsent: boolean;
  /** Whom it is for; null: the group. */
  readonly pictureConsentTo: readonly ParticipantId[] | null;
  readonly microphoneToGroup: boolean;
  /** Of this session: it outlasts a broken line and a stopped recording, and is changed by nobody else. One that rests on a standing consent is given anew to each recording. */
  readonly recordingAnswer: RecordingAnswer;
  /** Until when the standing consent holds that the yes rests on; null where it was said in this session. Milliseconds since 1970. */
  readonly answerStandsUntilMs: number | null;
  /** Has said no in this session, and no yes since: no standing consent answers for who did. */
  readonly hasRefused: boolean;
  readonly standingConsent: StandingConsent | null;
  /** The last one that was taken back in this session: whatever is looked up of it is old. */
  readonly takenBackConsentId: string | null;
  readonly standing: Standing;
  /** The last one that was not `hidden`: who leaves the leaderboard keeps the name they are known by. */
  readonly shownAs: Exclude<Standing, "hidden">;
  readonly streakShared: boolean;
  /** As the therapist has chosen it last. */
  readonly sideBySide: SideBySide;
  /** How long the therapist has spoken with this patient alone, without a word that is going on. */
  readonly privateMs: number;
  /** On their picture, oldest first; those that have faded go with the next one. */
  readonly annotations: readonly PlacedAnnotation[];
  readonly presentMs: number;
  /** Null while away, and once the session has ended. */
  readonly presentSinceMs: number | null;
}

/** One therapist speaks with one patient alone. It outlasts a broken line, for a while: `private-word-rules.ts`. */
export interface PrivateWord {
  /** The patient. */
  readonly participantId: ParticipantId;
  /** The therapist who has begun it; null: a journal of before, which does not say. */
  readonly byId: ParticipantId | null;
  /** Since when both are there; null while one is not. */
  readonly sinceMs: number | null;
  /** Null while the therapist is there. */
  readonly therapistAwaySinceMs: number | null;
}

export interface SessionState {
  readonly groupSessionId: GroupSessionId;
  readonly sequence: number;
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
  readonly phase: Phase;
  readonly exerciseId: ExerciseId | null;
  readonly set: SetState | null;
  readonly sets: readonly SetState[];
  readonly participants: Readonly<Record<ParticipantId, ParticipantState>>;
  readonly pictureMode: PictureMode;
  /** As they were chosen last, also while another mode holds. */
  readonly pairs: Pairs;
  readonly spotlight: ParticipantId | null;
  readonly privateWord: PrivateWord | null;
  /** Whether it is to be recorded, and by whose wish; who is, each decides: `may-record.ts`. */
  readonly recording: { readonly byId: ParticipantId; readonly onRefusal: OnRefusal } | null;
}
