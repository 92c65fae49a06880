// The exercise, shown: one figure that does it over and over, in its place on the patient's screen.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { QualitySettings } from "../../quality-rules.ts";
import type { DemonstrationScene } from "../../scene/demonstration-scene.ts";
import classes from "./scene-canvas.module.css";

export interface DemonstrationCanvasProps {
  readonly exercise: TrackedExercise;
  readonly side: SideChoice;
  readonly quality: QualitySettings;
}

export function DemonstrationCanvas({ exercise, side, quality }: DemonstrationCanvasProps) {
  const reducedMotion = useReducedMotion() ?? false;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scene, setScene] = useState<DemonstrationScene>();
  const latest = useRef({ exercise, side, quality });
  latest.current = { exercise, side, quality };
  useEffect(() => {
    let opened: DemonstrationScene | undefined;
    let left = false;
    const open = async () => {
      const { openDemonstrationScene } = await import("../../scene/demonstration-scene.ts");
      if (left || canvas.current === null) return;
      opened = openDemonstrationScene(canvas.current, { ...latest.current, reducedMotion });
      setScene(opened);
    };
    // The words and the voice still say what to do.
    open().catch((problem) => console.error("the demonstration could not be opened", problem));
    return () => {
      left = true;
      opened?.dispose();
      setScene(undefined);
    };
  }, [reducedMotion]);
  useEffect(() => scene?.show(exercise, side), [scene, exercise, side]);
  useEffect(() => scene?.setQuality(quality), [scene, quality]);
  useEffect(() => {
    if (scene === undefined || canvas.current === null) return;
    const observer = new ResizeObserver(() => scene.resize());
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, [scene]);
  return <canvas ref={canvas} className={classes.canvas} aria-hidden />;
}
