// Whether something that is drawn on a picture lies where the picture is cut off at the edges of its box. Pure.
import { HIGHEST_COORDINATE } from "@ensemble/shared/session/annotation.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { type DrawnOn, placedTarget } from "./annotation-shape.ts";
import { type PictureMapping, type ScreenPlace, toScreen } from "./picture-mapping.ts";

/** What nobody sees missing, in pixels. */
const HAIR = 2;

/** `box`: in the mapping's pixels. `body`: in the picture at this moment, for what sticks to it. */
export function isCutOff(
  drawn: readonly DrawnOn[],
  mapping: PictureMapping,
  box: { readonly width: number; readonly height: number },
  body: DrawnBody | undefined,
): boolean {
  const [one, other] = [toScreen(mapping, [0, 0]), toScreen(mapping, [HIGHEST_COORDINATE, HIGHEST_COORDINATE])];
  // What leaves the picture is not to be seen anyhow: it lies at the picture's edge, or beyond it.
  const isHidden = (place: number, from: number, to: number, length: number) => {
    const inPicture = Math.max(Math.min(from, to), Math.min(Math.max(from, to), place));
    return inPicture < -HAIR || inPicture > length + HAIR;
  };
  return drawn.some((each) =>
    reachOf(each, mapping, body).some(
      ({ x, y }) => isHidden(x, one.x, other.x, box.width) || isHidden(y, one.y, other.y, box.height),
    ),
  );
}

/** Places on screen that have between them whatever is drawn. */
function reachOf(drawn: DrawnOn, mapping: PictureMapping, body: DrawnBody | undefined): readonly ScreenPlace[] {
  if (drawn.tool === "target") {
    const target = placedTarget(drawn, mapping, body);
    return target === undefined ? [] : [target.joint, target.from, target.to, ...target.arc];
  }
  const places = drawn.points.map((point) => toScreen(mapping, point));
  const [middle, rim] = places;
  if (drawn.tool !== "circle" || middle === undefined || rim === undefined) return places;
  const radius = Math.hypot(rim.x - middle.x, rim.y - middle.y);
  return [
    { x: middle.x - radius, y: middle.y - radius },
    { x: middle.x + radius, y: middle.y + radius },
  ];
}
