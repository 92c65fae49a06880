// What can have happened in a group session. The journal is an ordered list of these; everything else is a reading of it.
// Facts carry no names and no free text: those are sealed beside the entry or live with the person.
import type { SideChoice } from "../movement/motion.ts";
import type { QualityParts } from "../movement/quality-rules.ts";
import type { Annotation } from "./annotation.ts";
import type { ClockId, CommandId, ExerciseId, GroupSessionId, ParticipantId, Role, SetId } from "./identifiers.ts";
import type { PictureStep, StepCause } from "./picture-ladder-rules.ts";
import type { OnRefusal, RecordingAudience, StandingConsent } from "./recording-consent.ts";
import type { DemonstrationPlace } from "./side-by-side.ts";

/** The parts of a session in which people move. */
export type MovingPhase = "warmUp" | "exercise" | "coolDown";
export type Phase = "lobby" | MovingPhase | "summary";

/**
 * `therapistOnly`: only the therapist sees pictures. `pairs`: patients see those of their own pair who agreed to that. `everybody`:
 * patients see those patients who agreed in this session.
 */
export type PictureMode = "therapistOnly" | "pairs" | "everybody";

/** Marks of patients: two each, or three where one would be left over. */
export type Pairs = readonly (readonly number[])[];

/** How a patient appears on leaderboards. */
export type Standing = "name" | "nickname" | "hidden";

/** One patient's dose for one exercise. `repetitions` counts as the exercise file's `countUnit` says. */
export interface Target {
  readonly repetitions: number;
  /** Degrees of the exercise's range of motion; absent: the exercise file's own. */
  readonly rangeDegrees?: number | undefined;
  readonly side: SideChoice;
}

/** The measured range of one repetition, in degrees, and by how much the truth may be less, and greater, than each end with 95 %. */
export interface MeasuredRange {
  readonly maximum: number;
  readonly minimum: number;
  readonly below95: number;
  readonly above95: number;
  readonly measurable: boolean;
}

/** As journals of before say it: the truth as far below as above. */
export interface EvenRange extends Omit<MeasuredRange, "below95" | "above95"> {
  readonly halfWidth95: number;
}

export interface SessionMember {
  readonly participantId: ParticipantId;
  readonly role: Role;
  /** 0…5: colour and shape of the mark; the therapist has none (−1). */
  readonly mark: number;
  readonly simulated: boolean;
}

/**
 * In the place of a fact of a kind that this version does not know and that says `note: true`: it changes nothing of a session's state, so that who
 * does not know it goes on without it. A kind that changes the state must not be passed over: its session waits for a version that knows it.
 */
export const PASSED_OVER = "passedOver";

export type SessionFact =
  | {
      readonly kind: "sessionOpened";
      readonly groupSessionId: GroupSessionId;
      readonly members: readonly SessionMember[];
      readonly pictureMode: PictureMode;
    }
  | { readonly kind: "participantJoined"; readonly participantId: ParticipantId }
  | { readonly kind: "participantLeft"; readonly participantId: ParticipantId; readonly reason: "left" | "lost" }
  /** Capture time of this clock + offset = session time (milliseconds since the session opened). */
  | {
      readonly kind: "clockMapped";
      readonly participantId: ParticipantId;
      readonly clockId: ClockId;
      readonly offsetMs: number;
    }
  /** What is estimated, stored and seen by whom was accepted, in this version of the text. */
  | { readonly kind: "agreementAccepted"; readonly participantId: ParticipantId; readonly version: number }
  /** Place and emergency contact; the text itself is sealed beside the entry. */
  | { readonly kind: "whereaboutsStated"; readonly participantId: ParticipantId }
  | { readonly kind: "readinessDeclared"; readonly participantId: ParticipantId; readonly ready: boolean }
  | { readonly kind: "phaseStarted"; readonly phase: Phase }
  | { readonly kind: "exerciseChosen"; readonly exerciseId: ExerciseId; readonly exerciseVersion: number }
  | {
      readonly kind: "targetSet";
      readonly participantId: ParticipantId;
      readonly exerciseId: ExerciseId;
      readonly target: Target;
    }
  | {
      readonly kind: "setStarted";
      readonly setId: SetId;
      readonly exerciseId: ExerciseId;
      readonly phase: MovingPhase;
      /** Everybody's dose as it was when the set began. */
      readonly targets: Readonly<Record<ParticipantId, Target>>;
    }
  | { readonly kind: "setPaused"; readonly setId: SetId }
  | { readonly kind: "setResumed"; readonly setId: SetId }
  | { readonly kind: "setFinished"; readonly setId: SetId }
  | {
      readonly kind: "repetitionCounted";
      readonly participantId: ParticipantId;
      readonly setId: SetId;
      /** 1, 2, 3 … within the participant's set: the key that makes it unique. */
      readonly ordinal: number;
      readonly side: SideChoice;
      readonly startMs: number;
      readonly endMs: number;
      readonly range: MeasuredRange | EvenRange;
      /** 0…100 */
      readonly quality: number;
      /** What it is made of; for the therapist and the patient concerned. Missing in journals of before there were parts. */
      readonly parts?: QualityParts;
      /** Of the exercise's further measures, in their order; missing in journals of before. */
      readonly otherRanges?: readonly (MeasuredRange | EvenRange)[];
      /** 0…1 */
      readonly confidence: number;
      readonly points: number;
    }
  | { readonly kind: "cueGiven"; readonly participantId: ParticipantId; readonly setId: SetId; readonly cue: string }
  | { readonly kind: "painStopped"; readonly participantId: ParticipantId }
  | { readonly kind: "alarmTaken"; readonly participantId: ParticipantId; readonly byId: ParticipantId }
  | { readonly kind: "resumeAgreed"; readonly participantId: ParticipantId; readonly by: Role }
  | { readonly kind: "painReported"; readonly participantId: ParticipantId; readonly level: number }
  | { readonly kind: "effortReported"; readonly participantId: ParticipantId; readonly level: number }
  /** `pairs`: with the mode of that name. */
  | { readonly kind: "pictureModeChanged"; readonly mode: PictureMode; readonly pairs?: Pairs | undefined }
  /** `to`: to these patients, as a pair; missing: to the group. */
  | {
      readonly kind: "pictureConsentChanged";
      readonly participantId: ParticipantId;
      readonly given: boolean;
      readonly to?: readonly ParticipantId[] | undefined;
    }
  | { readonly kind: "microphoneChanged"; readonly participantId: ParticipantId; readonly toGroup: boolean }
  | { readonly kind: "standingChosen"; readonly participantId: ParticipantId; readonly standing: Standing }
  | { readonly kind: "streakSharingChosen"; readonly participantId: ParticipantId; readonly shared: boolean }
  /** How the exercise is shown with this patient's picture, by the therapist. */
  | {
      readonly kind: "demonstrationShown";
      readonly participantId: ParticipantId;
      readonly place: DemonstrationPlace;
      readonly inStep: boolean;
    }
  | { readonly kind: "spotlightMoved"; readonly participantId: ParticipantId | null }
  /**
   * A therapist, `byId`, speaks with this patient alone; null: with everybody again. Nothing else ends it but the end of the session.
   * `byId` is missing with null, and in journals of before.
   */
  | {
      readonly kind: "privateWordMoved";
      readonly participantId: ParticipantId | null;
      readonly byId?: ParticipantId | undefined;
    }
  /** Everybody is asked, and those who say yes are recorded. `onRefusal`: as the clinic had set then. */
  | { readonly kind: "recordingStarted"; readonly byId: ParticipantId; readonly onRefusal: OnRefusal }
  /** By a therapist, or by somebody's no where the clinic has set that. */
  | { readonly kind: "recordingStopped" }
  /** `audience`: who may look at it; with a yes. `standingUntilMs`: a standing consent is this yes, and until when it holds (since 1970). */
  | {
      readonly kind: "recordingAnswered";
      readonly participantId: ParticipantId;
      readonly by: Role;
      readonly given: boolean;
      readonly audience?: RecordingAudience | undefined;
      readonly standingUntilMs?: number | undefined;
    }
  /** What standing consent to being recorded this patient has, as the server has found it kept; null: none any more. */
  | {
      readonly kind: "standingConsentNoted";
      readonly participantId: ParticipantId;
      readonly consent: StandingConsent | null;
    }
  /** By its person, in this session. From then on it holds nowhere. */
  | { readonly kind: "standingConsentTakenBack"; readonly participantId: ParticipantId; readonly consentId: string }
  /** What this person's line carries now, and why: `server` when what forwards pictures was lost and is replaced. */
  | {
      readonly kind: "pictureStepChanged";
      readonly participantId: ParticipantId;
      readonly step: PictureStep;
      readonly cause: StepCause;
    }
  /** On this patient's picture, by a therapist: at the entry's own time, so that it is found again beside a recording. */
  | { readonly kind: "annotationDrawn"; readonly participantId: ParticipantId; readonly annotation: Annotation }
  | { readonly kind: "annotationErased"; readonly participantId: ParticipantId; readonly annotationId: string }
  | { readonly kind: "annotationsCleared"; readonly participantId: ParticipantId }
  /** From the entry's own time this patient's picture stands still at both, or goes on. `note`: see `PASSED_OVER`. */
  | { readonly kind: "pictureHeld"; readonly participantId: ParticipantId; readonly held: boolean; readonly note: true }
  | { readonly kind: typeof PASSED_OVER }
  /** Frames the patient's device no longer had: everything from `from` to before `before` that was not accepted is gone. */
  | {
      readonly kind: "framesMissed";
      readonly participantId: ParticipantId;
      readonly from: number;
      readonly before: number;
    }
  | { readonly kind: "sessionEnded" };

/** The last pose frame consumed of each participant when an entry was decided: replay is exact with it. */
export type FrameMarks = Readonly<Record<ParticipantId, number>>;

export interface JournalEntry {
  /** 1, 2, 3 … one order for the whole session. */
  readonly sequence: number;
  /** Of the lease under which it was written. */
  readonly epoch: number;
  /** Milliseconds since 1970, the server's clock. */
  readonly atMs: number;
  readonly fact: SessionFact;
  readonly commandId?: CommandId | undefined;
  readonly marks?: FrameMarks | undefined;
}
