// What participants may ask for. Commands are imperative, carry an id made by the client, and take effect once.
import type { AnnotationCommand } from "./annotation-rules.ts";
import type { ExerciseId, ParticipantId } from "./identifiers.ts";
import type { RecordingAudience } from "./recording-consent.ts";
import type { MovingPhase, Pairs, PictureMode, Standing, Target } from "./session-fact.ts";
import type { DemonstrationPlace } from "./side-by-side.ts";

export type TherapistCommand =
  | { readonly name: "startPhase"; readonly phase: MovingPhase }
  | { readonly name: "chooseExercise"; readonly exerciseId: ExerciseId }
  | {
      readonly name: "setTarget";
      readonly participantId: ParticipantId;
      readonly exerciseId: ExerciseId;
      readonly target: Target;
    }
  | { readonly name: "startSet" }
  | { readonly name: "pauseSet" }
  | { readonly name: "resumeSet" }
  | { readonly name: "finishSet" }
  | { readonly name: "finishSession" }
  | { readonly name: "takeAlarm"; readonly participantId: ParticipantId }
  | { readonly name: "agreeResume"; readonly participantId: ParticipantId }
  /** `pairs`: of the mode of that name; without them those of last time, or neighbours. Of no meaning for another mode. */
  | { readonly name: "changePictureMode"; readonly mode: PictureMode; readonly pairs?: Pairs | undefined }
  | {
      readonly name: "showDemonstration";
      readonly participantId: ParticipantId;
      readonly place: DemonstrationPlace;
      readonly inStep: boolean;
    }
  | { readonly name: "moveSpotlight"; readonly participantId: ParticipantId | null }
  | { readonly name: "movePrivateWord"; readonly participantId: ParticipantId | null }
  /** Starting asks everybody; who says yes is recorded. */
  | { readonly name: "runRecording"; readonly running: boolean }
  | AnnotationCommand;

export type PatientCommand =
  | { readonly name: "acceptAgreement"; readonly version: number }
  | { readonly name: "stateWhereabouts"; readonly place: string; readonly emergencyContact: string }
  | { readonly name: "declareReady"; readonly ready: boolean }
  | { readonly name: "stopForPain" }
  | { readonly name: "agreeResume" }
  | { readonly name: "reportPain"; readonly level: number }
  | { readonly name: "reportEffort"; readonly level: number }
  /** `to`: the patients of one's pair, as one's screen names them; without it to the group. */
  | {
      readonly name: "consentToPicture";
      readonly given: boolean;
      readonly to?: readonly ParticipantId[] | undefined;
    }
  | { readonly name: "openMicrophone"; readonly toGroup: boolean }
  | { readonly name: "chooseStanding"; readonly standing: Standing }
  | { readonly name: "shareStreak"; readonly shared: boolean }
  /** The one the session knows of; one is given over HTTP, by an act of its own. */
  | { readonly name: "takeBackStandingConsent" };

/** Everybody's own: whether picture and sound of the one who says it may be recorded. */
export type RecordingCommand =
  | { readonly name: "answerRecording"; readonly given: true; readonly audience: RecordingAudience }
  | { readonly name: "answerRecording"; readonly given: false };

export type SessionCommand = TherapistCommand | PatientCommand | RecordingCommand;
