// Remembers the doses set while a set runs: the session goes on showing the running one until the next set.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { useEffect, useState } from "react";
import { forgetShown, keepSaved, type SavedDose } from "./dose-rules.ts";

export function useSavedDoses(view: SessionView, exercise: TrackedExercise | undefined) {
  const [saved, setSaved] = useState<readonly SavedDose[]>([]);
  useEffect(() => {
    if (exercise !== undefined) setSaved((before) => forgetShown(before, view, exercise));
  }, [view, exercise]);
  return { saved, save: (dose: SavedDose) => setSaved((before) => keepSaved(before, dose)) };
}
