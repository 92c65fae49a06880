// The picture of an exercise without 3D: somebody at the height of the movement, and pale behind, where it began.
import type { Position } from "@ensemble/shared/exercise/exercise.ts";
import type { Figure, Still } from "@ensemble/shared/exercise/figure.ts";
import { memo } from "react";
import classes from "./exercise-figure.module.css";
import {
  type BodyPart,
  type Frame,
  frameFigures,
  markedPlaces,
  type Prop,
  propsOf,
  shapeFigure,
} from "./figure-shape.ts";

/** As many sorts of people as the style sheet has. */
const LOOKS = 6;
const ASPECT = 4 / 3;

export interface ExerciseFigureProps {
  readonly id: string;
  readonly position: Position;
  readonly still: Pick<Still, "start" | "height">;
  /** A moment of the movement instead of its height. */
  readonly now?: Figure | undefined;
  readonly aspect?: number | undefined;
  /** The part of the body that an error is about. */
  readonly marked?: BodyPart | undefined;
}

export const ExerciseFigure = memo(function ExerciseFigure(props: ExerciseFigureProps) {
  const { start, height } = props.still;
  const shown = props.now ?? height;
  const frame = frameFigures([start, height], props.aspect ?? ASPECT);
  const moves = start.points.some((value, i) => Math.abs(value - height.points[i]!) > 3);
  return (
    <svg
      viewBox={`${frame.left} ${frame.top} ${frame.width} ${frame.height}`}
      className={classes.picture}
      data-look={lookOf(props.id)}
      aria-hidden="true"
      focusable="false"
    >
      <Floor frame={frame} />
      {propsOf(props.position, start).map((prop) => (
        <Thing key={prop.kind} prop={prop} />
      ))}
      {moves ? <Body figure={start} ghost /> : null}
      <Body figure={shown} />
      {props.marked === undefined
        ? null
        : markedPlaces(shown, props.marked).map(({ x, y, radius }) => (
            <circle key={`${x} ${y}`} className={classes.marked} cx={x} cy={y} r={radius} />
          ))}
    </svg>
  );
});

function Body({ figure, ghost = false }: { figure: Figure; ghost?: boolean }) {
  return (
    <g className={ghost ? classes.ghost : classes.body}>
      {shapeFigure(figure).map(({ cloth, far, path, width, solid }, i) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: a body always has the same parts.
          key={i}
          d={solid ? `${path}Z` : path}
          strokeWidth={width}
          data-cloth={cloth}
          data-far={far || undefined}
          data-solid={solid || undefined}
        />
      ))}
    </g>
  );
}

/** Wider and deeper than the frame: the place for the picture may have another shape. */
function Floor({ frame }: { frame: Frame }) {
  const horizon = -14;
  return (
    <rect
      className={classes.floor}
      x={frame.left - 2 * frame.width}
      y={horizon}
      width={5 * frame.width}
      height={2 * frame.height}
    />
  );
}

function Thing({ prop: { kind, x, y, width } }: { prop: Prop }) {
  if (kind === "mat") return <rect className={classes.mat} x={x} y={-9} width={width} height={18} rx={8} />;
  if (kind === "bar") {
    return (
      <g className={classes.metal}>
        <path d={`M${x} ${y}H${x + width}`} />
        <path d={`M${x + 4} ${y}V0M${x + width - 4} ${y}V0`} />
      </g>
    );
  }
  return (
    <g className={classes.wood}>
      <path d={`M${x + 6} ${y + 4}V4M${x + width - 6} ${y + 4}V4`} />
      <rect x={x} y={y} width={width} height={7} rx={3} />
    </g>
  );
}

/** The same person for the same exercise, everywhere. */
function lookOf(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (31 * sum + letter.charCodeAt(0)) % 9973;
  return sum % LOOKS;
}
