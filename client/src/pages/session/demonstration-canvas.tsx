// The exercise, shown: one figure that does it over and over, in its place on the patient's screen.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { useReducedMotion } from "@mantine/hooks";
import { useEffect } from "react";
import type { QualitySettings } from "../../quality-rules.ts";
import { useCanvasScene } from "../../ui/use-canvas-scene.ts";
import classes from "./scene-canvas.module.css";

export interface DemonstrationCanvasProps {
  readonly exercise: TrackedExercise;
  readonly side: SideChoice;
  readonly quality: QualitySettings;
}

export function DemonstrationCanvas({ exercise, side, quality }: DemonstrationCanvasProps) {
  const reducedMotion = useReducedMotion() ?? false;
  const { canvas, scene } = useCanvasScene({
    load: async () => {
      const { openDemonstrationScene } = await import("../../scene/demonstration-scene.ts");
      return (element) => openDemonstrationScene(element, { exercise, side, quality, reducedMotion });
    },
    reopenFor: reducedMotion,
    // The words and the voice still say what to do.
    onFailed: (problem) => console.error("the demonstration could not be opened", problem),
  });
  useEffect(() => scene?.show(exercise, side), [scene, exercise, side]);
  useEffect(() => scene?.setQuality(quality), [scene, quality]);
  return <canvas ref={canvas} className={classes.canvas} aria-hidden />;
}
