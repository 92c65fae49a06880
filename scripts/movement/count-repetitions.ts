// The repetitions that the referee counts in frames that lie in memory.
import type { TrackedExercise } from "../../shared/src/exercise/exercise.ts";
import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import type { PoseFrame } from "../../shared/src/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type RepetitionFact,
  type SideChoice,
} from "../../shared/src/movement/referee.ts";

export function countRepetitions(
  exercise: TrackedExercise,
  side: SideChoice,
  frames: readonly PoseFrame[],
): RepetitionFact[] {
  const referee = createReferee(movementRuleOf(exercise), { side });
  const repetitions: RepetitionFact[] = [];
  for (const frame of frames) {
    for (const fact of advanceReferee(referee, frame)) if (fact.kind === "repetition") repetitions.push({ ...fact });
  }
  for (const fact of finishReferee(referee)) if (fact.kind === "repetition") repetitions.push(fact);
  return repetitions;
}
