// The exercise in a class: one figure does it over and over as in a mirror, on the stage of the library, and turns by itself.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { QualitySettings } from "../quality-rules.ts";
import type { DemonstrationMoment } from "./demonstration-timing.ts";
import { type ExerciseScene, openExerciseScene } from "./exercise-scene.ts";

export interface DemonstrationScene extends Pick<ExerciseScene, "setQuality" | "resize" | "dispose"> {
  show: (exercise: Exercise, side: SideChoice) => void;
}

export interface OpenDemonstrationOptions {
  readonly exercise: Exercise;
  readonly side: SideChoice;
  /** The figure still moves, that is what it is for; the view then changes without a turn. */
  readonly reducedMotion: boolean;
  readonly quality: QualitySettings;
  /** Left and right as in a mirror, as one's own picture is; true unless said otherwise. */
  readonly isMirror?: boolean | undefined;
  /** Instead of the exercise's own pace: what it shows next. */
  readonly next?: ((seconds: number) => DemonstrationMoment | undefined) | undefined;
}

/** Water and mist of the theme, and sand. */
const COLOURS = { background: "#eaf3f2", floor: "#f3ead9" };

export function openDemonstrationScene(
  canvas: HTMLCanvasElement,
  { exercise, side, reducedMotion, quality, isMirror = true, next }: OpenDemonstrationOptions,
): DemonstrationScene {
  const controls = { turnDegrees: 0, fromAboveDegrees: 8, elapsedMs: 0, speed: 1, playing: true };
  const scene = openExerciseScene(canvas, {
    exercise,
    side,
    error: undefined,
    controls,
    colours: COLOURS,
    isMirror,
    next,
    turnsByItself: true,
    reducedMotion,
    quality,
  });
  return {
    ...scene,
    show: (nextExercise, nextSide) => {
      controls.elapsedMs = 0;
      scene.show({ exercise: nextExercise, side: nextSide, error: undefined });
    },
  };
}
