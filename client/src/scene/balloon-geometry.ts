// The balloon the group lifts together: coral and sand gores, a basket, ropes. Its origin is the middle of the envelope.
import { addEllipsoid, addLoft } from "./add-loft.ts";
import {
  addTriangle,
  addVertex,
  type BodyGeometry,
  createBodyGeometry,
  type Point,
  parseColour,
  type Rgb,
  rigid,
  shade,
} from "./body-geometry.ts";

const GORES = 12;
const COLUMNS_PER_GORE = 3;
const CORAL = parseColour("#e8694a");
const SAND = parseColour("#f8efdf");
const SUN = parseColour("#f3b23e");
const DEEP = parseColour("#11606b");
/** Height above the middle and radius, in radii of the envelope. */
const PROFILE: readonly (readonly [number, number])[] = [
  [-1.34, 0.17],
  [-1.2, 0.26],
  [-0.95, 0.46],
  [-0.6, 0.73],
  [-0.25, 0.92],
  [0.08, 1],
  [0.38, 0.95],
  [0.64, 0.79],
  [0.83, 0.56],
  [0.94, 0.32],
  [0.985, 0.12],
  [0.995, 0.01],
];

export function buildBalloon(): BodyGeometry {
  const balloon = createBodyGeometry();
  const bind = rigid(0);
  addEnvelope(balloon);
  const ropeFrom = -1.34;
  const basketTop = -1.78;
  for (const [x, z] of [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    const ends: Point[] = [
      [x * 0.12, ropeFrom, z * 0.12],
      [x * 0.13, basketTop, z * 0.13],
    ];
    addLoft(
      balloon,
      ends.map((at) => ({ at, width: 0.012, depth: 0.012, colour: [0.36, 0.28, 0.24] as Rgb })),
      { bind, segments: 4 },
    );
  }
  const wicker: Rgb = [0.66, 0.47, 0.32];
  const ring = (y: number, size: number, tone: number) => ({
    at: [0, y, 0] as Point,
    width: size,
    depth: size,
    colour: shade(wicker, tone),
  });
  addLoft(
    balloon,
    [ring(-2.06, 0.15, 0.7), ring(-1.95, 0.17, 0.85), ring(basketTop, 0.175, 1), ring(basketTop, 0.14, 0.5)],
    { bind, segments: 12, squareness: 4, capStart: true },
  );
  addEllipsoid(balloon, { at: [0, -1.52, 0], radii: [0.045, 0.07, 0.045], colour: SUN, bind, segments: 8, rows: 5 });
  return balloon;
}

// Gores swell between their seams, each vertical strip in its own colour.
function addEnvelope(balloon: BodyGeometry): void {
  const columns = GORES * COLUMNS_PER_GORE;
  const bind = rigid(0)(0, 0, 0);
  for (let gore = 0; gore < GORES; gore++) {
    const colour = gore % 2 === 0 ? CORAL : SAND;
    const first = balloon.positions.length / 3;
    for (let k = 0; k <= COLUMNS_PER_GORE; k++) {
      const angle = (2 * Math.PI * (gore * COLUMNS_PER_GORE + k)) / columns;
      const swell = 1 + 0.028 * Math.sin((Math.PI * k) / COLUMNS_PER_GORE);
      PROFILE.forEach(([y, radius], row) => {
        const band = row === 4 ? SUN : row < 2 ? DEEP : colour;
        addVertex(
          balloon,
          [Math.sin(angle) * radius * swell, y, Math.cos(angle) * radius * swell],
          shade(band, 0.86 + 0.014 * row),
          bind,
        );
      });
    }
    for (let k = 0; k < COLUMNS_PER_GORE; k++) {
      for (let row = 0; row + 1 < PROFILE.length; row++) {
        const a = first + k * PROFILE.length + row;
        const b = a + PROFILE.length;
        addTriangle(balloon, a, b, b + 1);
        addTriangle(balloon, a, b + 1, a + 1);
      }
    }
  }
}
