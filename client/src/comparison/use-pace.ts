// One pace for one place in which the demonstration is shown: another one only when exercise or side changes; with whom it goes may change in the middle.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { useMemo, useRef } from "react";
import { useSessionActions } from "../ui/session-context.tsx";
import { createDemonstrationPace, type DemonstrationPace } from "./demonstration-pace.ts";

export function usePace(
  exercise: TrackedExercise,
  side: SideChoice,
  inStepWith: ParticipantId | undefined,
): DemonstrationPace {
  const { snapshot } = useSessionActions();
  const whom = useRef(inStepWith);
  whom.current = inStepWith;
  return useMemo(() => {
    const nowMs = () => performance.now();
    return createDemonstrationPace({ exercise, side, inStepWith: () => whom.current, session: snapshot, nowMs });
  }, [exercise, side, snapshot]);
}
