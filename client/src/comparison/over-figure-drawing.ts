// The pale figure over somebody's picture: the exercise as it goes, on their hips, as tall and turned as they are. Flat and on a plain canvas, so that
// it costs an old laptop little and stands to the pixel where the body is.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import {
  drawFigure,
  type Figure,
  type FigureView,
  farthestPhase,
  isOnFloor,
} from "@ensemble/shared/exercise/figure.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { CoverMapping } from "../camera/cover-mapping.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { shapeFigure } from "../pages/library/figure-shape.ts";
import type { DemonstrationMoment } from "../scene/demonstration-timing.ts";
import {
  type BodyLengths,
  type FigurePlacement,
  figureHips,
  figureLengths,
  headIsRightOfHips,
  longest,
  placeFigure,
} from "./place-figure-rules.ts";

export interface OverFigure {
  /** Draws on the whole canvas; returns where the hips are on it, undefined where nobody is seen. */
  readonly draw: (
    context: CanvasRenderingContext2D,
    body: DrawnBody | undefined,
    moment: DemonstrationMoment,
    mapping: CoverMapping,
    seconds: number,
  ) => { readonly x: number; readonly y: number } | undefined;
}

const FILL = "#a9fff2";
const EDGE = "#0f2a33";
const EDGE_CENTIMETRES = 3;
const FROM_ABOVE_DEGREES = 4;
const LYING_TURN_DEGREES = 80;
/** Lengths are looked up, not measured anew for each degree. */
const TURN_STEP_DEGREES = 15;
/** Where the movement begins, with nothing moving: its outline. */
const START_DASH_CENTIMETRES: readonly number[] = [5, 6];

/** `still`: the movement's far end over the outline of its beginning, whatever the moment. */
export function createOverFigure(exercise: TrackedExercise, side: SideChoice, still: boolean): OverFigure {
  const lies = isOnFloor(exercise.position);
  const far = farthestPhase(exercise, side === "both" && exercise.alternating ? "left" : side);
  const known = new Map<number, BodyLengths>();
  let placement: FigurePlacement | undefined;

  const at = (phase: number, shownSide: SideChoice, view: FigureView) =>
    drawFigure(exercise, { phase, side: shownSide }, view);
  const reference = (turnDegrees: number): BodyLengths => {
    const step = Math.round(turnDegrees / TURN_STEP_DEGREES);
    let lengths = known.get(step);
    if (lengths === undefined) {
      const view = viewFrom(lies ? LYING_TURN_DEGREES : step * TURN_STEP_DEGREES);
      lengths = longest([0, far].map((phase) => figureLengths(at(phase, side, view))));
      known.set(step, lengths);
    }
    return lengths;
  };
  const viewOf = (body: DrawnBody, turnDegrees: number): FigureView => {
    if (!lies) return viewFrom(turnDegrees);
    const isRight = headIsRightOfHips(body);
    const fromLeft = viewFrom(LYING_TURN_DEGREES);
    return figureHeadIsRight(at(0, side, fromLeft)) === isRight ? fromLeft : viewFrom(-LYING_TURN_DEGREES);
  };

  return {
    draw: (context, body, moment, mapping, seconds) => {
      const { width, height } = context.canvas;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
      placement = body && placeFigure(placement, body, seconds, reference);
      if (body === undefined || placement === undefined) return undefined;
      const { hipX, hipY, heightOfCentimetre, turnDegrees } = placement;
      const view = viewOf(body, turnDegrees);
      const hips = { x: mapping.offsetX + mapping.scaleX * hipX, y: mapping.offsetY + mapping.scaleY * hipY };
      const scale = heightOfCentimetre * mapping.scaleY;
      const stand = (figure: Figure) => {
        const { x, y } = figureHips(figure);
        const across = Math.sign(mapping.scaleX) * scale;
        // Shapes have y down.
        context.setTransform(across, 0, 0, scale, hips.x - across * x, hips.y + scale * y);
      };
      if (still) {
        const start = at(0, moment.side, view);
        stand(start);
        strokeBones(context, start);
      }
      const figure = at(still ? far : moment.phase, moment.side, view);
      stand(figure);
      paint(context, figure);
      return hips;
    },
  };
}

function viewFrom(turnDegrees: number): FigureView {
  return { turnDegrees, fromAboveDegrees: FROM_ABOVE_DEGREES };
}

function figureHeadIsRight({ points }: Figure): boolean {
  return (points[0] ?? 0) > figureHips({ points, order: "" }).x;
}

/** One even shape with one edge: parts that overlap would show through each other. */
function paint(context: CanvasRenderingContext2D, figure: Figure): void {
  context.lineCap = "round";
  context.lineJoin = "round";
  context.setLineDash([]);
  const shapes = shapeFigure(figure).map((shape) => ({
    ...shape,
    line: lineOf(shape),
  }));
  for (const [colour, wider] of [
    [EDGE, EDGE_CENTIMETRES],
    [FILL, 0],
  ] as const) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    for (const { line, width, solid } of shapes) {
      context.lineWidth = width + wider;
      context.stroke(line);
      if (solid) context.fill(line);
    }
  }
}

function strokeBones(context: CanvasRenderingContext2D, figure: Figure): void {
  context.lineCap = "round";
  context.lineJoin = "round";
  context.setLineDash([...START_DASH_CENTIMETRES]);
  for (const [colour, width] of [
    [EDGE, 5],
    ["#ffffff", 3],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    for (const { path } of shapeFigure(figure)) context.stroke(lineOf({ path, solid: false }));
  }
}

/** A canvas draws nothing of a line without length, and heads are such. */
function lineOf({ path, solid }: { readonly path: string; readonly solid: boolean }): Path2D {
  return new Path2D(solid ? `${path}Z` : `${path}l0.01 0`);
}
