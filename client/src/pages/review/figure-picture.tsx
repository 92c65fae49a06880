// A figure as it stood, as the therapist saw it in the class (not mirrored), with what was drawn over it. In drawing mode a pointer draws on it;
// coordinates are the picture's own, so that a line stays on its body at every size.
import { MOST_NUMBERS_A_STROKE, MOST_STROKES, type Stroke } from "@ensemble/shared/protocol/review-messages.ts";
import { HIGHEST_COORDINATE, type PicturePoint } from "@ensemble/shared/session/annotation.ts";
import { type CSSProperties, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type DrawnBody, drawSkeleton, type SkeletonLook } from "../../camera/draw-skeleton.ts";
import { simplifyStroke } from "../../drawing/stroke-rules.ts";
import classes from "./figure-picture.module.css";

const LOOK: SkeletonLook = { mirrored: false, colour: "#f6efe3", outline: "#0f2a33" };
/** Of the picture, before the first figure has said it. */
const USUAL_ASPECT = 4 / 3;
/** Of one line as the hand draws it; it is kept with as few as look the same. */
const MOST_DRAWN = 2 * 2_048;

export interface FigurePictureProps {
  readonly body: DrawnBody | undefined;
  readonly drawing: readonly Stroke[];
  /** Given: whoever looks may draw. */
  readonly onDraw?: ((drawing: readonly Stroke[]) => void) | undefined;
  readonly label: string;
  /** Under the figure. */
  readonly picture?: ReactNode;
  readonly children?: ReactNode;
}

export function FigurePicture({ body, drawing, onDraw, label, picture, children }: FigurePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [aspect, setAspect] = useState(USUAL_ASPECT);
  const [line, setLine] = useState<readonly number[]>();
  useEffect(() => {
    if (body !== undefined && body.aspect > 0) setAspect(body.aspect);
  }, [body]);
  useEffect(() => {
    const shown = canvas.current;
    if (shown === null) return;
    const draw = () => drawSkeleton(shown, body, LOOK);
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [body]);
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || drawing.length >= MOST_STROKES) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setLine(placeOf(event));
  };
  const goOn = (event: PointerEvent<SVGSVGElement>) => {
    if (line !== undefined && line.length < MOST_DRAWN) setLine([...line, ...placeOf(event)]);
  };
  const end = () => {
    if (line !== undefined && line.length >= 4) onDraw?.([...drawing, { points: simplify(line) }]);
    setLine(undefined);
  };
  const pen =
    onDraw === undefined ? {} : { onPointerDown: begin, onPointerMove: goOn, onPointerUp: end, onPointerCancel: end };
  const strokes = line === undefined ? drawing : [...drawing, { points: [...line] }];
  return (
    <div className={classes.picture}>
      <div className={classes.box} style={{ "--aspect": aspect } as CSSProperties}>
        {picture}
        <canvas ref={canvas} className={classes.layer} role="img" aria-label={label} />
        <svg
          className={`${classes.layer} ${classes.drawing}`}
          data-drawing={onDraw !== undefined || undefined}
          viewBox={`0 0 ${1000 * aspect} 1000`}
          aria-hidden="true"
          {...pen}
        >
          {strokes.map(({ points }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no other name, and only come and go at the end
            <g key={place} data-stroke>
              <path d={pathOf(points, aspect)} className={classes.rim} />
              <path d={pathOf(points, aspect)} className={classes.stroke} />
            </g>
          ))}
        </svg>
      </div>
      {children}
    </div>
  );
}

function placeOf(event: PointerEvent<SVGSVGElement>): readonly number[] {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  const within = (share: number) => Math.round(10_000 * Math.min(1, Math.max(0, share))) / 10_000;
  return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
}

function simplify(line: readonly number[]): number[] {
  const places = Array.from(
    { length: line.length / 2 },
    (_, i): PicturePoint => [
      Math.round((line[2 * i] ?? 0) * HIGHEST_COORDINATE),
      Math.round((line[2 * i + 1] ?? 0) * HIGHEST_COORDINATE),
    ],
  );
  return simplifyStroke(places, MOST_NUMBERS_A_STROKE / 2).flatMap((place) =>
    place.map((value) => Math.round((10_000 * value) / HIGHEST_COORDINATE) / 10_000),
  );
}

function pathOf(points: readonly number[], aspect: number): string {
  let path = "";
  for (let i = 0; i + 1 < points.length; i += 2)
    path += `${i === 0 ? "M" : "L"}${(1000 * aspect * (points[i] ?? 0)).toFixed(1)} ${(1000 * (points[i + 1] ?? 0)).toFixed(1)}`;
  return path;
}
