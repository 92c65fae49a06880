// The demonstration over a live picture, on a canvas that covers the picture's whole place.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { type CoverMapping, coverMapping } from "../camera/cover-mapping.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { createDrawingPace, isTimeToDraw } from "../scene/pace-drawing.ts";
import type { DemonstrationPace } from "./demonstration-pace.ts";
import classes from "./over-figure.module.css";
import { createOverFigure } from "./over-figure-drawing.ts";

export interface OverFigureCanvasProps {
  readonly exercise: TrackedExercise;
  readonly side: SideChoice;
  /** The same function as long as nothing about the pace changes. */
  readonly pace: DemonstrationPace;
  readonly bodyNow: () => DrawnBody | undefined;
  /** How the picture lies in its place: all of it, or filling the place; `mirrored` as one's own is. */
  readonly fit: "contain" | "cover";
  readonly mirrored: boolean;
}

/** As many as bodies come at the most; the figure is drawn by the processor. */
const BUDGET = { framesPerSecond: 30, share: 0.3 };
const HIGHEST_PIXEL_RATIO = 2;

export function OverFigureCanvas({ exercise, side, pace, bodyNow, fit, mirrored }: OverFigureCanvasProps) {
  const still = useReducedMotion() ?? false;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const figure = createOverFigure(exercise, side, still);
    const drawing = createDrawingPace();
    let lastMs: number | undefined;
    let frame = requestAnimationFrame(function step(nowMs) {
      frame = requestAnimationFrame(step);
      const context = canvas.current?.getContext("2d");
      if (!context || !isTimeToDraw(drawing, nowMs, BUDGET)) return;
      const seconds = lastMs === undefined ? 0 : Math.min(0.25, (nowMs - lastMs) / 1000);
      lastMs = nowMs;
      const ratio = fitToPlace(context.canvas);
      const body = bodyNow();
      const { width, height } = context.canvas;
      const moment = pace(seconds);
      const hips = figure.draw(
        context,
        body,
        moment,
        mappingOf(body?.aspect ?? 1, width, height, { fit, mirrored }),
        seconds,
      );
      // For tests: where it stands, in pixels of the page, and how far the movement is.
      context.canvas.dataset.hips = hips === undefined ? "" : `${hips.x / ratio} ${hips.y / ratio}`;
      context.canvas.dataset.phase = moment.phase.toFixed(3);
    });
    return () => cancelAnimationFrame(frame);
  }, [exercise, side, pace, bodyNow, fit, mirrored, still]);
  return <canvas ref={canvas} className={classes.figure} aria-hidden data-demonstration="over" />;
}

function fitToPlace(canvas: HTMLCanvasElement): number {
  const ratio = Math.min(HIGHEST_PIXEL_RATIO, globalThis.devicePixelRatio || 1);
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return ratio;
}

function mappingOf(
  aspect: number,
  width: number,
  height: number,
  { fit, mirrored }: Pick<OverFigureCanvasProps, "fit" | "mirrored">,
): CoverMapping {
  if (fit === "cover") return coverMapping(aspect, width, height, mirrored);
  const shown = Math.min(width, height * aspect);
  const { offsetX, offsetY, scaleX, scaleY } = coverMapping(aspect, shown, shown / aspect, mirrored);
  return {
    offsetX: offsetX + (width - shown) / 2,
    offsetY: offsetY + (height - shown / aspect) / 2,
    scaleX,
    scaleY,
  };
}
