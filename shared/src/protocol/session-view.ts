// What a client may know about a running session: the referee's state as plain values, whatever carries it.

import type { ExerciseId, GroupSessionId, ParticipantId, Role, SetId } from "../session/identifiers.ts";
import type { LineQuality } from "../session/line-quality.ts";
import type { PictureStep, StepCause } from "../session/picture-ladder-rules.ts";
import type { RecordingAnswer } from "../session/recording-consent.ts";
import type { MovingPhase, Phase, PictureMode, Standing } from "../session/session-fact.ts";
import type { SideBySide } from "../session/side-by-side.ts";
import type { DeviceCheckMessage } from "./room-messages.ts";

export type Connection = "good" | "weak" | "lost";
export type RecordedNow = "nothing" | "picture" | "sound" | "both";
export type Tracking = "good" | "partial" | "lost";

export interface SetView {
  readonly setId: SetId;
  /** 1, 2, 3 … of its exercise in its part of the session; `placeOfSet` says of how many. */
  readonly ordinal: number;
  readonly phase: MovingPhase;
  readonly exerciseId: ExerciseId;
  readonly state: "running" | "paused" | "finished";
  /** Time spent running before `changedAtMs`, and when the present run or pause began (server's clock). */
  readonly ranMs: number;
  readonly changedAtMs: number;
}

/** For the therapist and the patient concerned only. Degrees; quality 0…100; confidence 0…1. */
export interface ClinicalView {
  /** As in the clinic's records, whatever the person chose to be called in the group. */
  readonly fullName: string;
  readonly side: "both" | "left" | "right";
  readonly targetRepetitions: number;
  readonly targetRangeDegrees: number;
  /** At the far end of the last repetition, in the direction of the exercise; undefined before the first. */
  readonly attainedDegrees: number | undefined;
  /** By how many degrees the truth may be less, and greater, with 95 %. */
  readonly rangeBelow95: number;
  readonly rangeAbove95: number;
  readonly rangeMeasurable: boolean;
  /** The angle being measured right now. */
  readonly angleDegrees: number | undefined;
  readonly quality: number | undefined;
  readonly confidence: number;
  readonly tracking: Tracking;
  /** For instance `feet_out_of_picture`; empty when nothing is wrong. */
  readonly trackingReason: string;
  /** The present cue, empty when there is none. */
  readonly cue: string;
  readonly pain: number | undefined;
  readonly effort: number | undefined;
  /** Days in a row by the plan, also when not shared with the group. */
  readonly streakDays: number;
  readonly agreed: boolean;
  /** Light and framing before the start, ids such as `too_dark`, `step_back`; empty when good. */
  readonly framing: string;
  /** Of camera, microphone, loudspeaker and line before the start; undefined until it was made. */
  readonly deviceCheck: DeviceCheckMessage | undefined;
  /** Set from the instant of a pain stop until patient and therapist both agreed to go on. */
  readonly stop:
    | {
        readonly takenById: ParticipantId | undefined;
        readonly patientAgrees: boolean;
        readonly therapistAgrees: boolean;
      }
    | undefined;
  /** A therapist speaks with this patient alone. */
  readonly inPrivateWord: boolean;
  /** What this patient's line carries of sound and pictures, and why. */
  readonly pictureStep: PictureStep;
  readonly stepCause: StepCause;
  /** How the exercise is shown with this patient's picture. */
  readonly sideBySide: SideBySide;
  /** Marks of those this patient is paired with; in the mode *pairs* they see each other as far as each has agreed. */
  readonly pairedWith: readonly number[];
  /** What is drawn on this patient's picture, as text: `annotationsFromWire` reads it. */
  readonly annotations: string;
  /** The therapist explains: the patient's own picture stands still. */
  readonly held: boolean;
  /** Until when this patient's standing consent to being recorded holds, milliseconds since 1970; undefined without one. */
  readonly standingConsentUntilMs: number | undefined;
  /** The same, while their yes to this recording rests on it. */
  readonly answerStandsUntilMs: number | undefined;
  /** Where the patient is and whom to call; empty until stated. */
  readonly place: string;
  readonly emergencyContact: string;
}

export interface ParticipantView {
  readonly participantId: ParticipantId;
  readonly role: Role;
  /** Name or nickname, as the person chose. */
  readonly name: string;
  /** 0…5; −1 for the therapist. */
  readonly mark: number;
  readonly simulated: boolean;
  readonly present: boolean;
  readonly connection: Connection;
  readonly ready: boolean;
  /** In the present set. Counts on a screen never go back within a set. */
  readonly repetitions: number;
  /** 0 for those who may not know it. */
  readonly targetRepetitions: number;
  readonly points: number;
  /** Days in a row by the plan; undefined when not shared with the group. */
  readonly streakDays: number | undefined;
  readonly standing: Standing;
  /** The standing chosen last that was not `hidden`: what `name` follows, and what coming back to the leaderboard means. */
  readonly shownAs: Exclude<Standing, "hidden">;
  /** For pain; always false for those who may not know it. */
  readonly stopped: boolean;
  /** To those who would see it now: the group, or all of the pair. */
  readonly pictureConsent: boolean;
  readonly microphoneToGroup: boolean;
  /** Is one of those who are recorded; of everybody. */
  readonly takesPartInRecording: boolean;
  /** Undefined for those who may not know it. */
  readonly recordingAnswer: RecordingAnswer | undefined;
  /** What is being kept of this person right now; for the therapist and the patient concerned. */
  readonly recordedNow: RecordedNow;
  /** How well the line does: of therapists for everybody, of patients for the therapist and the patient concerned; undefined while nothing is measured. */
  readonly lineQuality: LineQuality | undefined;
  readonly clinical: ClinicalView | undefined;
}

export interface SessionView {
  readonly groupSessionId: GroupSessionId;
  readonly title: string;
  readonly epoch: number;
  readonly phase: Phase;
  readonly exerciseId: ExerciseId | undefined;
  readonly set: SetView | undefined;
  readonly pictureMode: PictureMode;
  readonly spotlight: ParticipantId | undefined;
  /** A therapist speaks with one patient alone; with whom, only that patient and the therapists are told. */
  readonly privateWord: boolean;
  /** Which therapist that is; undefined without one, and where it is not known. */
  readonly privateWordById: ParticipantId | undefined;
  /** Asked for by the therapist, and not stopped. */
  readonly recording: boolean;
  /** What the therapist's own line carries. */
  readonly therapistStep: PictureStep;
  /** Height of the group's balloon in thousandths of the way up. */
  readonly balloon: number;
  /** Not all counts are durable yet, mostly because the database is away; acknowledgements wait. */
  readonly provisional: boolean;
  readonly participants: readonly ParticipantView[];
}
