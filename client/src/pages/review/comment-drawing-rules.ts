// Arrows and circles of a comment as lines, because a comment keeps nothing else: round and pointed in a picture of this shape.
import { MOST_NUMBERS_A_STROKE, type Stroke } from "@ensemble/shared/protocol/review-messages.ts";
import { type DrawingTool, HIGHEST_COORDINATE, type PicturePoint } from "@ensemble/shared/session/annotation.ts";
import { simplifyStroke } from "../../drawing/stroke-rules.ts";

export const COMMENT_TOOLS = ["pen", "arrow", "circle"] as const satisfies readonly DrawingTool[];
export type CommentTool = (typeof COMMENT_TOOLS)[number];

const CORNERS_OF_A_CIRCLE = 24;
const WING_DEGREES = 28;
/** Of the arrow's length; in picture heights at most. */
const WING_SHARE = 0.3;
const LONGEST_WING = 0.08;

/** `aspect`: width ÷ height of the picture. Undefined for what is not a line yet. */
export function strokeOf(tool: CommentTool, points: readonly PicturePoint[], aspect: number): Stroke | undefined {
  const [first, second] = points;
  if (first === undefined || second === undefined) return undefined;
  if (tool === "pen") return asStroke(simplifyStroke(points, MOST_NUMBERS_A_STROKE / 2).map(toShares));
  const [from, to] = [toShares(first), toShares(second)];
  // In picture heights both ways are equally long.
  const [dx, dy] = [(to[0] - from[0]) * aspect, to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const around = ([x, y]: Share, radius: number, turn: number): Share => [
    x + (radius * Math.cos(turn)) / aspect,
    y + radius * Math.sin(turn),
  ];
  const direction = Math.atan2(dy, dx);
  if (tool === "circle") {
    const corner = (i: number) => around(from, length, direction + (2 * Math.PI * i) / CORNERS_OF_A_CIRCLE);
    return asStroke(Array.from({ length: CORNERS_OF_A_CIRCLE + 1 }, (_, i) => corner(i)));
  }
  const wing = (degrees: number) =>
    around(to, Math.min(LONGEST_WING, WING_SHARE * length), direction + Math.PI + (degrees * Math.PI) / 180);
  return asStroke([from, to, wing(WING_DEGREES), to, wing(-WING_DEGREES)]);
}

type Share = readonly [x: number, y: number];

function toShares([x, y]: PicturePoint): Share {
  return [x / HIGHEST_COORDINATE, y / HIGHEST_COORDINATE];
}

/** A little outside of the picture is still kept. */
function asStroke(places: readonly Share[]): Stroke {
  const kept = (value: number) => Math.round(10_000 * Math.min(2, Math.max(-1, value))) / 10_000;
  return { points: places.flatMap(([x, y]) => [kept(x), kept(y)]) };
}
