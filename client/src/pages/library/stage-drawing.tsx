// The same figure drawn flat, for browsers without 3D: it turns, moves and errs like the other one.
import { drawFigure, type FigureView, farthestPhase } from "@ensemble/shared/exercise/figure.ts";
import { type RefObject, useEffect, useMemo, useState } from "react";
import { demonstrationMoment } from "../../scene/demonstration-timing.ts";
import type { ExerciseSceneControls, ShownExercise } from "../../scene/exercise-scene.ts";
import classes from "./demonstration.module.css";
import { ExerciseFigure } from "./exercise-figure.tsx";

export interface StageDrawingProps {
  readonly shown: ShownExercise;
  readonly controls: RefObject<ExerciseSceneControls>;
  readonly playing: boolean;
  readonly view: FigureView;
}

export function StageDrawing({ shown, controls, playing, view }: StageDrawingProps) {
  const { exercise, side, error } = shown;
  const [elapsedMs, setElapsedMs] = useState(controls.current.elapsedMs);
  useEffect(() => {
    if (!playing) return;
    let lastMs: number | undefined;
    let frame = requestAnimationFrame(function step(nowMs) {
      const { current } = controls;
      current.elapsedMs += lastMs === undefined ? 0 : (nowMs - lastMs) * current.speed;
      lastMs = nowMs;
      setElapsedMs(current.elapsedMs);
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, controls]);
  const moment = demonstrationMoment(exercise, side, elapsedMs);
  const still = useMemo(() => {
    const at = (phase: number) => drawFigure(exercise, { phase, side: moment.side }, view);
    return { start: at(0), height: at(farthestPhase(exercise, moment.side)) };
  }, [exercise, moment.side, view]);
  return (
    <div className={classes.picture}>
      <ExerciseFigure
        id={exercise.id}
        position={exercise.position}
        still={still}
        now={drawFigure(exercise, { phase: moment.phase, side: moment.side, error }, view)}
        marked={exercise.errors.find(({ cue }) => cue === error)?.bodyPart}
      />
    </div>
  );
}
