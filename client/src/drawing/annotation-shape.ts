// An annotation as lines and words on screen. Pure: whoever shows pictures draws these, on SVG or on a canvas (`new Path2D(d)`).
import { type Drawing, HIGHEST_COORDINATE, type JointTarget } from "@ensemble/shared/session/annotation.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { type PictureMapping, type ScreenPlace, toScreen } from "./picture-mapping.ts";
import { limbOf, type Spot, type TargetArc, type Turn, targetArc } from "./target-arc.ts";

export interface AnnotationShape {
  /** SVG paths, in pixels of the box. */
  readonly lines: string;
  readonly dashed: string;
  readonly label: (ScreenPlace & { readonly text: string }) | undefined;
  /** Of a target: the joint bends as far as it shall. */
  readonly reached: boolean;
  /** Of a target, for the next picture. */
  readonly turn: Turn | undefined;
}

const HEAD_DEGREES = 28;
/** From the corner, in picture heights: words grow with the picture. */
const LABEL_AWAY = 0.13;

/** What is drawn, whether it stands already or is under way: then it has fewer points. */
export type DrawnOn = Pick<Drawing, "tool" | "points"> | JointTarget;

/** `undefined`: nothing to see yet, or the joint is not seen. */
export function annotationShape(
  annotation: DrawnOn,
  mapping: PictureMapping,
  body: DrawnBody | undefined,
  before?: Turn,
): AnnotationShape | undefined {
  if (annotation.tool === "target") {
    const target = placedTarget(annotation, mapping, body, before);
    return (
      target && {
        lines: `${lineThrough([target.joint, target.to])} ${lineThrough(target.arc)}`,
        dashed: lineThrough([target.joint, target.from]),
        label: { ...target.label, text: `${annotation.degrees}°` },
        reached: target.reached,
        turn: target.turn,
      }
    );
  }
  const places = annotation.points.map((point) => toScreen(mapping, point));
  const [first, second, third] = places;
  if (first === undefined || second === undefined) return undefined;
  const shape = { dashed: "", label: undefined, reached: false, turn: undefined };
  switch (annotation.tool) {
    case "pen":
      return { ...shape, lines: lineThrough(places) };
    case "arrow":
      return { ...shape, lines: `${lineThrough([first, second])} ${arrowHead(first, second)}` };
    case "circle":
      return { ...shape, lines: circleThrough(first, second) };
    case "angle":
      if (third === undefined) return { ...shape, lines: lineThrough([first, second]) };
      return {
        ...shape,
        lines: lineThrough([first, second, third]),
        label: {
          ...besideCorner(first, second, third, Math.max(26, LABEL_AWAY * mapping.scaleY)),
          text: `${angleDegrees(first, second, third)}°`,
        },
      };
  }
}

/** On screen, where the joint is in the body's picture. */
export function placedTarget(
  { joint, degrees }: JointTarget,
  mapping: PictureMapping,
  body: DrawnBody | undefined,
  before?: Turn,
): TargetArc | undefined {
  const limb = body && limbOf(body, joint);
  const target = limb && targetArc(limb, degrees, before);
  if (body === undefined || target === undefined) return undefined;
  const place = ({ x, y }: Spot) => toScreen(mapping, [(x / body.aspect) * HIGHEST_COORDINATE, y * HIGHEST_COORDINATE]);
  return {
    ...target,
    joint: place(target.joint),
    from: place(target.from),
    to: place(target.to),
    arc: target.arc.map(place),
    label: place(target.label),
  };
}

/** At the second of three places, 0…180: on screen both ways are equally long, whatever the picture's shape. */
export function angleDegrees(a: ScreenPlace, corner: ScreenPlace, b: ScreenPlace): number {
  const [ax, ay, bx, by] = [a.x - corner.x, a.y - corner.y, b.x - corner.x, b.y - corner.y];
  return Math.round((Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180) / Math.PI);
}

function lineThrough(places: readonly ScreenPlace[]): string {
  return places.map((place, index) => `${index === 0 ? "M" : "L"}${say(place)}`).join(" ");
}

function arrowHead(tail: ScreenPlace, tip: ScreenPlace): string {
  const length = Math.hypot(tip.x - tail.x, tip.y - tail.y);
  const head = Math.max(10, Math.min(36, 0.3 * length));
  const back = Math.atan2(tail.y - tip.y, tail.x - tip.x);
  const wing = (degrees: number): ScreenPlace => ({
    x: tip.x + head * Math.cos(back + (degrees * Math.PI) / 180),
    y: tip.y + head * Math.sin(back + (degrees * Math.PI) / 180),
  });
  return lineThrough([wing(HEAD_DEGREES), tip, wing(-HEAD_DEGREES)]);
}

function circleThrough({ x, y }: ScreenPlace, rim: ScreenPlace): string {
  const radius = Math.hypot(rim.x - x, rim.y - y);
  const half = `A${round(radius)} ${round(radius)} 0 1 0`;
  return `M${round(x - radius)} ${round(y)} ${half} ${round(x + radius)} ${round(y)} ${half} ${round(x - radius)} ${round(y)} Z`;
}

/** Between the two lines, where neither is covered. */
function besideCorner(a: ScreenPlace, corner: ScreenPlace, b: ScreenPlace, away: number): ScreenPlace {
  const along = (end: ScreenPlace) => {
    const length = Math.hypot(end.x - corner.x, end.y - corner.y) || 1;
    return { x: (end.x - corner.x) / length, y: (end.y - corner.y) / length };
  };
  const [one, other] = [along(a), along(b)];
  const between = { x: one.x + other.x, y: one.y + other.y };
  const length = Math.hypot(between.x, between.y);
  // A straight line has room on either side.
  const way = length < 0.1 ? { x: -one.y, y: one.x } : { x: between.x / length, y: between.y / length };
  return { x: corner.x + away * way.x, y: corner.y + away * way.y };
}

function say({ x, y }: ScreenPlace): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
