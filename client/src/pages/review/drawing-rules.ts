// What was drawn in the class, at the moments when it was there.
import type { ReviewedDrawing } from "@ensemble/shared/protocol/review-messages.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import type { Span } from "./playback-rules.ts";

/** Drawn one right after the other: one mark on a time line. */
export interface DrawingGroup {
  readonly atMs: number;
  readonly drawings: readonly ReviewedDrawing[];
}

/** Those that were begun and not yet taken away; what has faded says `opacityAt`. */
export function drawnAt(drawings: readonly ReviewedDrawing[], atMs: number): readonly PlacedAnnotation[] {
  return drawings
    .filter(({ annotation, untilMs }) => annotation.atMs <= atMs && (untilMs === null || atMs < untilMs))
    .map(({ annotation }) => annotation);
}

/** Of those drawn within the span, the later ones within `nearMs` of a group's first belong to it. */
export function groupDrawings(
  drawings: readonly ReviewedDrawing[],
  { startMs, endMs }: Span,
  nearMs: number,
): readonly DrawingGroup[] {
  const groups: { atMs: number; drawings: ReviewedDrawing[] }[] = [];
  for (const drawing of drawings) {
    const { atMs } = drawing.annotation;
    if (atMs < startMs || atMs > endMs) continue;
    const last = groups.at(-1);
    if (last !== undefined && atMs - last.atMs <= nearMs) last.drawings.push(drawing);
    else groups.push({ atMs, drawings: [drawing] });
  }
  return groups;
}
