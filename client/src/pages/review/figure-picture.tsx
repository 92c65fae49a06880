// A figure as it stood, as the therapist saw it in the class (not mirrored), over the picture if there is one, with what was drawn on it.
// Coordinates are the picture's own, so that a line stays on its body at every size.
import type { Stroke } from "@ensemble/shared/protocol/review-messages.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";
import { type DrawnBody, drawSkeleton, type SkeletonLook } from "../../camera/draw-skeleton.ts";
import { AnnotationLayer } from "../../drawing/annotation-layer.tsx";
import classes from "./figure-picture.module.css";

const LOOK: SkeletonLook = { mirrored: false, colour: "#f6efe3", outline: "#0f2a33" };
/** Of the picture, before anything has said it. */
export const USUAL_ASPECT = 4 / 3;

export interface FigurePictureProps {
  readonly body: DrawnBody | undefined;
  /** Of a comment. */
  readonly drawing: readonly Stroke[];
  /** Of the class: as it was at this moment, by the clock of its times. */
  readonly drawn?: { readonly annotations: readonly PlacedAnnotation[]; readonly atMs: number } | undefined;
  readonly label: string;
  /** Under the figure, and its shape where no figure says it. */
  readonly picture?: ReactNode;
  readonly pictureAspect?: number | undefined;
  /** Takes what is drawn now. */
  readonly surface?: ReactNode;
  readonly children?: ReactNode;
}

export function FigurePicture(props: FigurePictureProps) {
  const { body, drawing, drawn, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [bodyAspect, setBodyAspect] = useState<number>();
  useEffect(() => {
    if (body !== undefined && body.aspect > 0) setBodyAspect(body.aspect);
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
  const aspect = bodyAspect ?? props.pictureAspect ?? USUAL_ASPECT;
  return (
    <div className={classes.picture}>
      <div className={classes.box} style={{ "--aspect": aspect } as CSSProperties}>
        {props.picture}
        <canvas ref={canvas} className={classes.layer} role="img" aria-label={label} />
        {drawn === undefined ? null : (
          <AnnotationLayer
            annotations={drawn.annotations}
            shown={{ fit: "contain", aspect, mirrored: false }}
            bodyNow={() => body}
            nowMs={() => drawn.atMs}
            led
          />
        )}
        <svg className={`${classes.layer} ${classes.drawing}`} viewBox={`0 0 ${1000 * aspect} 1000`} aria-hidden="true">
          {drawing.map(({ points }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no other name, and only come and go at the end
            <g key={place} data-stroke>
              <path d={pathOf(points, aspect)} className={classes.rim} />
              <path d={pathOf(points, aspect)} className={classes.stroke} />
            </g>
          ))}
        </svg>
        {props.surface}
      </div>
      {props.children}
    </div>
  );
}

function pathOf(points: readonly number[], aspect: number): string {
  let path = "";
  for (let i = 0; i + 1 < points.length; i += 2)
    path += `${i === 0 ? "M" : "L"}${(1000 * aspect * (points[i] ?? 0)).toFixed(1)} ${(1000 * (points[i + 1] ?? 0)).toFixed(1)}`;
  return path;
}
