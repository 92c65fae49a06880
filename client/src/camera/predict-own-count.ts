// The referee's own code on this device: a repetition is felt within a frame and stays pending until the referee confirms it.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { advanceReferee, createReferee, type RefereeReading, readReferee } from "@ensemble/shared/movement/referee.ts";
import {
  confirmRepetitions,
  finishCount,
  type OwnCount,
  predictRepetition,
  settleThrough,
  startCount,
} from "@ensemble/shared/session/reconcile-count.ts";
import type { Target } from "@ensemble/shared/session/session-fact.ts";

/** Fits `OwnMovement` of the connection. */
export interface PredictedMovement {
  readonly repetitions: number;
  readonly pending: number;
  readonly reading: RefereeReading | undefined;
  readonly cue: string;
}

export interface Prediction {
  /** One's own frame as it is sent, with its sequence number. Returns how many repetitions it finished. */
  readonly see: (frame: PoseFrame, sequence: number) => number;
  /** Paused, stopped for pain: frames are not counted, as the referee does not count them. */
  readonly setCounting: (counting: boolean) => void;
  /** The referee's count in this set, from a message or the state. `sequence`: the frame that finished it, if it is said. */
  readonly confirm: (repetitions: number, sequence?: number) => void;
  /** Every frame up to here is decided and its repetitions have been told. */
  readonly settle: (throughSequence: number) => void;
  /** The set is over: once the referee has decided the last frame, its count is what stands. */
  readonly finish: () => void;
  readonly read: () => PredictedMovement;
}

/** One set of one patient; `confirmed` is the referee's count when this page joined it. */
export function createPrediction(exercise: TrackedExercise, target: Target, confirmed: number): Prediction {
  const options = { side: target.side, targetDegrees: target.rangeDegrees };
  const referee = createReferee(movementRuleOf(exercise), options);
  let count: OwnCount = startCount(confirmed);
  let counting = true;
  let finished = false;
  let lastSequence = 0;
  let settled = 0;
  let reading: RefereeReading | undefined;

  function conclude(): void {
    if (finished && settled >= lastSequence) count = finishCount(count);
  }

  return {
    see(frame, sequence) {
      if (!counting || finished) return 0;
      lastSequence = sequence;
      let repetitions = 0;
      for (const fact of advanceReferee(referee, frame)) {
        if (fact.kind !== "repetition") continue;
        repetitions += 1;
        count = predictRepetition(count, sequence);
      }
      reading = readReferee(referee);
      return repetitions;
    },
    setCounting(wanted) {
      counting = wanted;
    },
    confirm(repetitions, sequence) {
      count = confirmRepetitions(count, repetitions, sequence ?? lastSequence);
      conclude();
    },
    settle(throughSequence) {
      settled = Math.max(settled, throughSequence);
      count = settleThrough(count, settled);
      conclude();
    },
    finish() {
      finished = true;
      conclude();
    },
    read: () => ({
      repetitions: count.shown,
      pending: count.shown - count.confirmed,
      reading,
      cue: reading?.activeCue ?? "",
    }),
  };
}
