// One's own count on this page: a prediction for every set, corrected by the referee's messages and state.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { RepetitionMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { createPrediction, type Prediction } from "../camera/predict-own-count.ts";
import type { OwnMovement } from "./client-session.ts";

export interface OwnMovementFollower {
  /** After every change of the view. */
  readonly follow: (view: SessionView, stoppedHere: boolean) => void;
  readonly see: (frame: PoseFrame, sequence: number) => void;
  readonly confirm: (message: RepetitionMessage) => void;
  readonly settle: (throughSequence: number) => void;
  readonly read: () => OwnMovement;
}

const NOTHING: OwnMovement = { repetitions: 0, pending: 0, reading: undefined, cue: "" };

export function followOwnMovement(
  meId: ParticipantId,
  findExercise: (exerciseId: ExerciseId) => TrackedExercise | undefined,
): OwnMovementFollower {
  let prediction: Prediction | undefined;
  let setId: SetId | undefined;
  let confirmed = 0;

  const begin = (view: SessionView): void => {
    const me = view.participants.find((one) => one.participantId === meId);
    const exercise = view.set === undefined ? undefined : findExercise(view.set.exerciseId);
    if (view.set === undefined || me?.clinical === undefined || exercise === undefined) return;
    setId = view.set.setId;
    confirmed = me.repetitions;
    const target = {
      repetitions: me.targetRepetitions,
      rangeDegrees: me.clinical.targetRangeDegrees,
      side: me.clinical.side,
    };
    prediction = createPrediction(exercise, target, confirmed);
  };

  return {
    follow: (view, stoppedHere) => {
      if (view.set === undefined) return;
      if (view.set.setId !== setId) {
        prediction = undefined;
        if (view.set.state !== "finished") begin(view);
      }
      const me = view.participants.find((one) => one.participantId === meId);
      confirmed = me?.repetitions ?? confirmed;
      if (prediction === undefined || view.set.setId !== setId) return;
      prediction.confirm(confirmed);
      prediction.setCounting(view.set.state === "running" && !stoppedHere && me?.stopped !== true);
      if (view.set.state === "finished") prediction.finish();
    },
    see: (frame, sequence) => prediction?.see(frame, sequence),
    confirm: (message) => {
      if (message.participantId === meId && message.setId === setId)
        prediction?.confirm(message.repetitions, message.frame);
    },
    settle: (throughSequence) => prediction?.settle(throughSequence),
    read: () => prediction?.read() ?? { ...NOTHING, repetitions: confirmed },
  };
}
