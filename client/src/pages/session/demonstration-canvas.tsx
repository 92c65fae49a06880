// The exercise, shown: one figure that does it over and over, in its place on a screen.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { useReducedMotion } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { DemonstrationPace } from "../../comparison/demonstration-pace.ts";
import type { QualitySettings } from "../../quality-rules.ts";
import { useCanvasScene } from "../../ui/use-canvas-scene.ts";
import classes from "./scene-canvas.module.css";

export interface DemonstrationCanvasProps {
  readonly exercise: TrackedExercise;
  readonly side: SideChoice;
  readonly quality: QualitySettings;
  /** Left and right as in a mirror; true unless said otherwise. */
  readonly mirrored?: boolean | undefined;
  /** Another pace than the exercise's own. */
  readonly pace?: DemonstrationPace | undefined;
  /** Where a browser cannot draw it; nothing unless given: the words and the voice still say what to do. */
  readonly instead?: ReactNode;
}

export function DemonstrationCanvas(props: DemonstrationCanvasProps) {
  const { exercise, side, quality, mirrored, pace, instead = null } = props;
  const reducedMotion = useReducedMotion() ?? false;
  const latest = useRef(pace);
  latest.current = pace;
  const [failed, setFailed] = useState(false);
  const { canvas, scene } = useCanvasScene({
    load: async () => {
      const { openDemonstrationScene } = await import("../../scene/demonstration-scene.ts");
      return (element) =>
        openDemonstrationScene(element, {
          exercise,
          side,
          quality,
          reducedMotion,
          isMirror: mirrored,
          next: (seconds) => latest.current?.(seconds),
        });
    },
    reopenFor: reducedMotion,
    onFailed: (problem) => {
      console.error("the demonstration could not be opened", problem);
      setFailed(true);
    },
  });
  useEffect(() => scene?.show(exercise, side), [scene, exercise, side]);
  useEffect(() => scene?.setQuality(quality), [scene, quality]);
  if (failed) return instead;
  return <canvas ref={canvas} className={classes.canvas} aria-hidden data-demonstration="figure" />;
}
