// The way of an exercise's angle, for gauges and curves.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { travelOf } from "@ensemble/shared/exercise/travel-of.ts";
import type { Travel } from "@ensemble/shared/movement/attained.ts";
import { useMemo } from "react";

/** While the exercise is not known nothing is measured in it; the scale is that of most. */
const OF_MOST: Travel = { restDegrees: 0, peakDegrees: 90 };

export function useTravel(exercise: TrackedExercise | undefined): Travel {
  return useMemo(() => (exercise === undefined ? OF_MOST : travelOf(exercise)), [exercise]);
}
