// A plain wooden stool, for exercises that begin sitting. Its origin is on the ground below the middle of the seat.
import { addLoft } from "./add-loft.ts";
import { type BodyGeometry, createBodyGeometry, type Point, type Rgb, rigid, shade } from "./body-geometry.ts";

const WOOD: Rgb = [0.76, 0.62, 0.46];

export function buildChair(seatHeight: number): BodyGeometry {
  const chair = createBodyGeometry();
  const bind = rigid(0);
  const block = (x: number, z: number, from: number, to: number, half: number, tone: number) => {
    const ring = (y: number) => ({ at: [x, y, z] as Point, width: half, depth: half, colour: shade(WOOD, tone) });
    addLoft(chair, [ring(from), ring(to)], { bind, segments: 20, squareness: 6, capStart: true, capEnd: true });
  };
  block(0, 0, seatHeight - 0.045, seatHeight, 0.21, 1);
  for (const [x, z] of [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const)
    block(0.165 * x, 0.165 * z, 0, seatHeight - 0.04, 0.022, 0.8);
  return chair;
}
