// The participant's shape printed on the shirt, light on the mark's colour with an ink outline: who is who without reading.
import type { MarkShape } from "../ui/marks.ts";
import { measureAvatar } from "./avatar-bones.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import { bindTrunk, shirtFront } from "./avatar-torso.ts";
import { addTriangle, addVertex, type BodyGeometry, type Rgb } from "./body-geometry.ts";

type Corner = readonly [number, number];
const INK: Rgb = [0.06, 0.165, 0.2];
const MIST: Rgb = [0.96, 0.98, 0.97];
const SHARE_OF_TRUNK = 0.72;
const RADIUS_METRES = 0.066;

/** Corners of each shape at radius 1, counter-clockwise from the right, seen from the front. */
export function markCorners(shape: MarkShape): readonly Corner[] {
  const ring = (count: number, firstDegrees: number, radius: (i: number) => number = () => 1) =>
    Array.from({ length: count }, (_, i) => {
      const angle = ((firstDegrees + (360 * i) / count) * Math.PI) / 180;
      return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)] as const;
    });
  switch (shape) {
    case "circle":
      return ring(20, 0, () => 0.92);
    case "triangle":
      return ring(3, 90, () => 1.16);
    case "square":
      return ring(4, 45, () => 1.16);
    case "diamond":
      return ring(4, 0, () => 1.16);
    case "star":
      return ring(10, 90, (i) => (i % 2 === 0 ? 1.22 : 0.56));
    case "hexagon":
      return ring(6, 0, () => 1.04);
  }
}

export function addChestMark(body: BodyGeometry, look: AvatarLook, shape: MarkShape): void {
  const corners = markCorners(shape);
  addPatch(body, look, corners, RADIUS_METRES * 1.2, 0.0045, INK);
  addPatch(body, look, corners, RADIUS_METRES * 0.94, 0.0075, MIST);
}

function addPatch(
  body: BodyGeometry,
  look: AvatarLook,
  corners: readonly Corner[],
  radius: number,
  off: number,
  colour: Rgb,
): void {
  const m = measureAvatar(look.build);
  const trunk = m.shoulderHeight - m.hipHeight;
  const bind = bindTrunk(m.hipHeight, trunk);
  const outline = subdivide(corners).map(([x, y]) => [x * radius, y * radius] as const);
  const depthAt = smoothFront(look, trunk, outline);
  const put = ([x, y]: Corner) => {
    const at = [x, m.hipHeight + SHARE_OF_TRUNK * trunk + y, depthAt(x, y) + off] as const;
    return addVertex(body, at, colour, bind(...at));
  };
  const heights = corners.map(([, y]) => y);
  const middle = (radius * (Math.max(...heights) + Math.min(...heights))) / 2;
  const centre = put([0, middle]);
  const inner = outline.map(([x, y]) => put([x / 2, (y + middle) / 2]));
  const outer = outline.map(put);
  outline.forEach((_, i) => {
    const next = (i + 1) % outline.length;
    addTriangle(body, centre, inner[i]!, inner[next]!);
    addTriangle(body, inner[i]!, outer[i]!, outer[next]!);
    addTriangle(body, inner[i]!, outer[next]!, inner[next]!);
  });
}

// A sheet bent like the chest but without its small facets, just above the shirt everywhere within the outline.
function smoothFront(look: AvatarLook, trunk: number, outline: readonly Corner[]): (x: number, y: number) => number {
  const front = (x: number, y: number) => shirtFront(look, x, SHARE_OF_TRUNK + y / trunk);
  const reach = RADIUS_METRES;
  const lean = (front(0, reach) - front(0, -reach)) / (2 * reach);
  const bend = (front(0, 0) - front(reach, 0)) / reach ** 2;
  const sheet = (x: number, y: number) => lean * y - bend * x * x;
  const inside = outline.flatMap(([x, y]) => [0, 0.35, 0.7, 1].map((share) => [x * share, y * share] as const));
  const height = Math.max(...inside.map(([x, y]) => front(x, y) - sheet(x, y)));
  return (x, y) => height + sheet(x, y);
}

function subdivide(corners: readonly Corner[]): Corner[] {
  return corners.flatMap((corner, i) => {
    const next = corners[(i + 1) % corners.length] as Corner;
    return [0, 1 / 3, 2 / 3].map(
      (t) => [corner[0] + (next[0] - corner[0]) * t, corner[1] + (next[1] - corner[1]) * t] as const,
    );
  });
}
