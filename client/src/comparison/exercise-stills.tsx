// The exercise without movement, for whoever does not bear any: where it begins and where it goes farthest, side by side.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { drawStill } from "@ensemble/shared/exercise/figure.ts";
import { useMemo } from "react";
import { ExerciseFigure } from "../pages/library/exercise-figure.tsx";
import classes from "./exercise-stills.module.css";

export function ExerciseStills({ exercise }: { exercise: TrackedExercise }) {
  const { start, height } = useMemo(() => drawStill(exercise), [exercise]);
  const { id, position } = exercise;
  return (
    <div className={classes.stills} data-demonstration="stills">
      {[start, height].map((figure, index) => (
        <div key={index === 0 ? "start" : "height"}>
          <ExerciseFigure id={id} position={position} still={{ start: figure, height: figure }} aspect={0.8} />
        </div>
      ))}
    </div>
  );
}
