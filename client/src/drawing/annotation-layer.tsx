// Annotations over a picture, whoever shows it: put beside the picture in a box that both fill. Knows nothing of sessions.

import type { Drawing, PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { opacityAt, staysUntilErased } from "@ensemble/shared/session/annotation-rules.ts";
import { useElementSize } from "@mantine/hooks";
import { useRef } from "react";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import classes from "./annotation-layer.module.css";
import { annotationShape } from "./annotation-shape.ts";
import { pictureMapping, type ShownPicture } from "./picture-mapping.ts";
import type { Turn } from "./target-arc.ts";
import { useTicks } from "./use-ticks.ts";

/** A drawing that is under way. */
export type Stroke = Pick<Drawing, "annotationId" | "tool" | "points">;

export interface AnnotationLayerProps {
  readonly annotations: readonly PlacedAnnotation[];
  readonly strokes?: readonly Stroke[] | undefined;
  readonly shown: ShownPicture;
  /** The body in the picture at this moment, for what sticks to it. */
  readonly bodyNow: () => DrawnBody | undefined;
  /** By the clock of `atMs`. */
  readonly nowMs: () => number;
  /** Whoever shows it renders it anew whenever that moment or the body changes. */
  readonly led?: boolean | undefined;
}

const TICKS_PER_SECOND = 20;

export function AnnotationLayer(props: AnnotationLayerProps) {
  const { ref, width, height } = useElementSize();
  const turns = useRef(new Map<string, Turn>());
  const now = props.nowMs();
  const annotations = props.annotations.filter((one) => opacityAt(one, now) > 0);
  const changes = annotations.some((one) => one.tool === "target" || !staysUntilErased(one));
  useTicks(changes && !props.led ? TICKS_PER_SECOND : 0);
  const mapping = pictureMapping(props.shown, width, height);
  const body = annotations.some(({ tool }) => tool === "target") ? props.bodyNow() : undefined;
  const strokes = (props.strokes ?? []).filter((stroke) =>
    annotations.every(({ annotationId }) => annotationId !== stroke.annotationId),
  );
  return (
    <div ref={ref} className={classes.layer} aria-hidden="true">
      <svg aria-hidden="true">
        {width === 0
          ? null
          : [
              ...annotations.map((one) => ({ one, opacity: opacityAt(one, now) })),
              ...strokes.map((one) => ({ one, opacity: 1 })),
            ].map(({ one, opacity }) => {
              const shape = annotationShape(one, mapping, body, turns.current.get(one.annotationId));
              if (shape === undefined) return null;
              if (shape.turn !== undefined) turns.current.set(one.annotationId, shape.turn);
              const label = shape.label && keptInside(shape.label, width, height);
              return (
                <g
                  key={one.annotationId}
                  data-annotation={one.annotationId}
                  data-tool={one.tool}
                  data-reached={shape.reached || undefined}
                  style={{ opacity }}
                >
                  <path d={`${shape.lines} ${shape.dashed}`} className={classes.under} />
                  <path d={shape.lines} className={classes.line} />
                  {shape.dashed === "" ? null : <path d={shape.dashed} className={classes.dashed} />}
                  {label === undefined ? null : (
                    <text x={label.x} y={label.y} className={classes.label}>
                      {label.text}
                      {shape.reached ? " ✓" : ""}
                    </text>
                  )}
                </g>
              );
            })}
      </svg>
    </div>
  );
}

/** Words are read at the edge, whatever they belong to has left the picture. */
function keptInside<Label extends { readonly x: number; readonly y: number }>(
  label: Label,
  width: number,
  height: number,
): Label {
  // As large as annotation-layer.module.css makes them: "120° ✓" is some three times as wide as high.
  const letters = Math.min(48, Math.max(16, 0.06 * Math.min(width, height)));
  const inside = (place: number, from: number, length: number) => Math.max(from, Math.min(length - from, place));
  return { ...label, x: inside(label.x, 1.6 * letters, width), y: inside(label.y, 0.7 * letters, height) };
}
