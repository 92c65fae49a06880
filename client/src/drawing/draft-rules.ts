// A drawing while it is made, with a pen, a finger, a mouse, or a cross that keys move. Pure.
import {
  type DrawingTool,
  HIGHEST_COORDINATE,
  MOST_PEN_POINTS,
  type PicturePoint,
  POINTS_OF,
} from "@ensemble/shared/session/annotation.ts";
import { simplifyStroke } from "./stroke-rules.ts";

export interface Draft {
  readonly annotationId: string;
  readonly tool: DrawingTool;
  /** Those that are settled. */
  readonly points: readonly PicturePoint[];
  /** Where the next one would be. */
  readonly tip: PicturePoint;
  /** The pointer that began it is still down. */
  readonly pressed: boolean;
}
export type DraftInput =
  | { readonly kind: "press" | "move" | "release" | "place"; readonly at: PicturePoint }
  | { readonly kind: "cancel" };
export interface DraftStep {
  readonly draft: Draft | undefined;
  readonly finished:
    | { readonly annotationId: string; readonly tool: DrawingTool; readonly points: readonly PicturePoint[] }
    | undefined;
}

/** A press that moved less is a click. In 1/2048 of the picture. */
const CLICK_WITHIN = 20;
/** Of a circle that was only pointed at: about a knee. */
const USUAL_RADIUS = 130;
/** More are thinned out on the way. */
const MOST_RAW_POINTS = 1_024;

/**
 * A line is drawn by pressing and moving. Of the others each point is pressed on, or two of them are the ends of one move; `place` is a
 * point by the keyboard. `newId`: for a drawing that begins now.
 */
export function advanceDraft(draft: Draft | undefined, input: DraftInput, tool: DrawingTool, newId: string): DraftStep {
  if (input.kind === "cancel") return { draft: undefined, finished: undefined };
  const { kind, at } = input;
  const going = draft?.tool === tool ? draft : undefined;
  if (tool === "pen") return advancePen(going, kind, at, newId);
  if (going === undefined) {
    if (kind !== "press" && kind !== "place") return { draft: undefined, finished: undefined };
    const begun: Draft = { annotationId: newId, tool, points: [at], tip: at, pressed: kind === "press" };
    return { draft: begun, finished: undefined };
  }
  const moved: Draft = { ...going, tip: at };
  if (kind === "move") return { draft: moved, finished: undefined };
  if (kind === "press") return { draft: { ...moved, pressed: false }, finished: undefined };
  const last = going.points.at(-1) ?? at;
  if (kind === "release" && going.pressed && isNear(last, at))
    return { draft: { ...moved, pressed: false }, finished: undefined };
  const points = [...going.points, at];
  if (points.length < POINTS_OF[tool].fewest)
    return { draft: { ...moved, points, pressed: false }, finished: undefined };
  return { draft: undefined, finished: finish({ ...moved, points }) };
}

/** All of it so far, as others are shown it. */
export function pointsOfDraft({ tool, points, tip }: Draft): readonly PicturePoint[] {
  if (tool === "pen") return points.length < 2 ? points : simplifyStroke(points, MOST_PEN_POINTS);
  return [...points, tip];
}

function advancePen(
  going: Draft | undefined,
  kind: "press" | "move" | "release" | "place",
  at: PicturePoint,
  newId: string,
): DraftStep {
  if (kind === "press") {
    return { draft: { annotationId: newId, tool: "pen", points: [at], tip: at, pressed: true }, finished: undefined };
  }
  // The keyboard has no line of its own.
  if (going === undefined || kind === "place") return { draft: going, finished: undefined };
  const last = going.points.at(-1);
  const isSame = last !== undefined && last[0] === at[0] && last[1] === at[1];
  const all = isSame ? going.points : [...going.points, at];
  const points = all.length > MOST_RAW_POINTS ? simplifyStroke(all, MOST_RAW_POINTS / 2) : all;
  const moved = { ...going, points, tip: at };
  return kind === "move" ? { draft: moved, finished: undefined } : { draft: undefined, finished: finish(moved) };
}

function finish({ annotationId, tool, points }: Draft): DraftStep["finished"] {
  if (tool === "pen") return { annotationId, tool, points: simplifyStroke(points, MOST_PEN_POINTS) };
  const [first, second] = points;
  if (first === undefined || second === undefined) return undefined;
  if (!isNear(first, second) || tool === "angle") return { annotationId, tool, points };
  if (tool === "arrow") return undefined;
  const [x, y] = first;
  return {
    annotationId,
    tool,
    points: [first, [x, y > USUAL_RADIUS ? y - USUAL_RADIUS : Math.min(HIGHEST_COORDINATE, y + USUAL_RADIUS)]],
  };
}

function isNear([ax, ay]: PicturePoint, [bx, by]: PicturePoint): boolean {
  return Math.hypot(ax - bx, ay - by) < CLICK_WITHIN;
}
