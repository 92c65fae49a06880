// The figure in 3D. What draws it is loaded only now; where a browser cannot, whoever asked is told.
import { drawStill } from "@ensemble/shared/exercise/figure.ts";
import { useComputedColorScheme } from "@mantine/core";
import { type RefObject, useEffect, useMemo, useState } from "react";
import { isDrawnByProcessor } from "../../camera/graphics-driver.ts";
import { QUALITY_SETTINGS } from "../../quality-rules.ts";
import type { ExerciseSceneControls, ShownExercise } from "../../scene/exercise-scene.ts";
import { useCanvasScene } from "../../ui/use-canvas-scene.ts";
import classes from "./demonstration.module.css";
import { ExerciseFigure } from "./exercise-figure.tsx";

/** As the flat pictures have them: sky and floor. */
const COLOURS = {
  light: { background: "#e3efee", floor: "#f3ead9" },
  dark: { background: "#123039", floor: "#1c3a40" },
};

/** Nobody is counted on this page: the processor may take its time for one clear figure. */
const DRAWN_BY_PROCESSOR = { ...QUALITY_SETTINGS.reduced, sceneScale: 1 };

export interface StageCanvasProps {
  readonly shown: ShownExercise;
  readonly controls: RefObject<ExerciseSceneControls>;
  readonly calm: boolean;
  readonly onFailed: () => void;
}

export function StageCanvas({ shown, controls, calm, onFailed }: StageCanvasProps) {
  const { exercise, side, error } = shown;
  const colours = COLOURS[useComputedColorScheme("light")];
  const still = useMemo(() => drawStill(exercise), [exercise]);
  const [stands, setStands] = useState(false);
  const { canvas, scene } = useCanvasScene({
    load: async () => {
      const { openExerciseScene } = await import("../../scene/exercise-scene.ts");
      return (element) =>
        openExerciseScene(element, {
          ...shown,
          colours,
          controls: controls.current,
          reducedMotion: calm,
          onShown: () => setStands(true),
          quality: isDrawnByProcessor() ? DRAWN_BY_PROCESSOR : QUALITY_SETTINGS.full,
        });
    },
    reopenFor: calm,
    onFailed: (problem) => {
      console.warn("the figure cannot be shown in 3D", problem);
      onFailed();
    },
  });
  useEffect(() => {
    if (scene === undefined) setStands(false);
  }, [scene]);
  useEffect(() => scene?.show({ exercise, side, error }), [scene, exercise, side, error]);
  useEffect(() => scene?.setColours(colours), [scene, colours]);
  return (
    <>
      <canvas ref={canvas} className={classes.picture} aria-hidden />
      <div className={classes.meanwhile} data-over={stands || undefined}>
        <ExerciseFigure id={exercise.id} position={exercise.position} still={still} />
      </div>
    </>
  );
}
