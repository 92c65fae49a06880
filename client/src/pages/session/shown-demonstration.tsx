// The demonstration on the patient's screen: in its corner, large beside one's own picture, or away while it stands over that.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { useReducedMotion } from "@mantine/hooks";
import { ExerciseStills } from "../../comparison/exercise-stills.tsx";
import { usePace } from "../../comparison/use-pace.ts";
import type { QualitySettings } from "../../quality-rules.ts";
import { useSessionPart } from "../../ui/session-context.tsx";
import { useSideBySide } from "../patient/side-by-side-context.tsx";
import { DemonstrationCanvas } from "./demonstration-canvas.tsx";

export function ShownDemonstration(props: {
  readonly exercise: TrackedExercise;
  readonly side: SideChoice;
  readonly quality: QualitySettings;
}) {
  const { exercise, side, quality } = props;
  const { place, inStep } = useSideBySide().shown;
  const meId = useSessionPart((session) => session.meId);
  const calm = useReducedMotion() ?? false;
  const follows = place === "beside" && inStep;
  const pace = usePace(exercise, side, follows ? meId : undefined);
  if (place === "over") return null;
  const stills = <ExerciseStills exercise={exercise} />;
  if (place === "beside" && calm) return stills;
  return (
    <DemonstrationCanvas
      exercise={exercise}
      side={side}
      quality={quality}
      pace={follows ? pace : undefined}
      instead={place === "beside" ? stills : null}
    />
  );
}
