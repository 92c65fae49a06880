// What was drawn in the class, at the moments when it was there.
import type { ReviewedDrawing, ReviewedHold } from "@ensemble/shared/protocol/review-messages.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { stillShown } from "@ensemble/shared/session/annotation-rules.ts";
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

/**
 * The moment of the picture that is to be seen: where it stood still in the class, and something that was drawn on it then is still there, the one
 * at which it began to. A target follows its joint, also over a picture that moves.
 */
export function pictureMomentAt(
  { holds, drawings }: { readonly holds: readonly ReviewedHold[]; readonly drawings: readonly ReviewedDrawing[] },
  atMs: number,
): number {
  const hold = holds.findLast(({ fromMs, untilMs }) => fromMs <= atMs && (untilMs === null || atMs < untilMs));
  if (hold === undefined) return atMs;
  const isDrawnOn = stillShown(drawnAt(drawings, atMs), atMs).some(
    (annotation) => annotation.tool !== "target" && annotation.atMs >= hold.fromMs,
  );
  return isDrawnOn ? hold.fromMs : atMs;
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
