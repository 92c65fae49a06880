// Which side a patient exercises: said and shown only where the exercise leaves a choice.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";

export function sideOf(exercise: TrackedExercise | undefined, me: ParticipantView | undefined): SideChoice {
  const side = me?.clinical?.side ?? "both";
  return exercise === undefined || exercise.sides.includes(side) ? side : (exercise.sides[0] ?? "both");
}
