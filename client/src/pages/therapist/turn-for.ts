// Which way a patient is asked to turn so that an exercise's range can be measured; from the side where the file leaves it open.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";

export function turnFor(exercise: TrackedExercise | undefined): "side" | "front" {
  const views = exercise?.measures[0]?.views ?? [];
  return views.includes("front") && !views.includes("side") ? "front" : "side";
}
