// The shore everybody stands on, with what grows there: sand, stones, reeds, a jetty and pines that frame the picture. One mesh.
import { addEllipsoid, addLoft } from "./add-loft.ts";
import {
  addTriangle,
  addVertex,
  type BodyGeometry,
  createBodyGeometry,
  mixColours,
  type Point,
  type Rgb,
  rigid,
  shade,
} from "./body-geometry.ts";

export const WATER_LEVEL = -0.14;
const GROUND = rigid(0);
const DRY: Rgb = [0.925, 0.855, 0.735];
const WET: Rgb = [0.71, 0.615, 0.495];
const COLUMNS = 36;
const ROWS = 20;

export function buildShore(): BodyGeometry {
  const shore = createBodyGeometry();
  addSand(shore);
  addStones(shore);
  addReeds(shore);
  addJetty(shore);
  addPine(shore, -6.1, -5.1, 3.5, 0.1);
  addPine(shore, -7.9, -6.4, 5.2, 0.7);
  addPine(shore, 7.9, -6.2, 4.8, 1.9);
  addPine(shore, 6.5, -5.2, 3.0, 2.6);
  return shore;
}

/** Where sand meets water, for a place left or right of the middle. */
function shoreline(x: number): number {
  return -2.6 - 0.25 * Math.sin(x * 0.55 + 0.6) - 0.16 * Math.sin(x * 1.7) - 0.028 * x * x;
}

function scatter(seed: number): number {
  const value = Math.sin(seed * 127.1) * 43758.5453;
  return value - Math.floor(value);
}

function addSand(shore: BodyGeometry): void {
  const first = shore.positions.length / 3;
  for (let row = 0; row <= ROWS; row++) {
    for (let column = 0; column <= COLUMNS; column++) {
      const x = (column / COLUMNS - 0.5) * 30;
      // Rows crowd at the water's edge.
      const inland = 13 * (row / ROWS) ** 1.7 - 2.2;
      const z = shoreline(x) + inland;
      const dune = 0.035 * Math.sin(x * 1.3 + z * 0.7) + 0.03 * Math.sin(x * 0.6 - z * 1.1);
      const standing = Math.max(0, Math.min(1, (Math.abs(x) - 3.4) / 3));
      const y = inland < 0.9 ? -0.32 + (0.32 * (inland + 2.2)) / 3.1 : dune * standing;
      const wet = Math.max(0, Math.min(1, (inland + 1.6) / 1.6));
      const grain = 0.965 + 0.05 * scatter(column * 53 + row * 131) + 0.03 * Math.sin(x * 2.2 + z * 3.4);
      addVertex(
        shore,
        [x, y, z],
        shade(mixColours(WET, DRY, wet * wet * (3 - 2 * wet)), Math.min(1.02, grain)),
        GROUND(x, y, z),
      );
    }
  }
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const a = first + row * (COLUMNS + 1) + column;
      const b = a + COLUMNS + 1;
      addTriangle(shore, a, b, b + 1);
      addTriangle(shore, a, b + 1, a + 1);
    }
  }
}

function addStones(shore: BodyGeometry): void {
  for (let i = 0; i < 22; i++) {
    const side = i % 2 === 0 ? -1 : 1;
    const x = side * (2.6 + 5.5 * scatter(i + 1));
    const z = shoreline(x) + 0.15 + 1.3 * scatter(i + 41);
    const size = 0.07 + 0.2 * scatter(i + 83) ** 2;
    const tone: Rgb = mixColours([0.62, 0.6, 0.57], [0.74, 0.68, 0.62], scatter(i + 7));
    const at: Point = [x, -0.05 + size * 0.2, z];
    addEllipsoid(shore, {
      at,
      radii: [size * 1.25, size * 0.62, size],
      colour: tone,
      bind: GROUND,
      segments: 7,
      rows: 3,
      tiltRadians: scatter(i) - 0.5,
    });
  }
}

function addReeds(shore: BodyGeometry): void {
  for (let i = 0; i < 130; i++) {
    const side = scatter(i + 11) < 0.55 ? -1 : 1;
    const cluster = Math.floor(scatter(i + 3) * 3);
    const x = side * (3.9 + cluster * 1.35 + 0.75 * scatter(i + 19));
    const z = shoreline(x) - 0.25 + 0.75 * scatter(i + 29);
    const height = 0.42 + 0.75 * scatter(i + 37) * (cluster === 1 ? 1.15 : 0.8);
    const lean = (scatter(i + 47) - 0.5) * 0.36;
    const foot: Rgb = mixColours([0.38, 0.47, 0.33], [0.49, 0.52, 0.33], scatter(i + 53));
    addBlade(shore, [x, -0.16, z], height, lean, foot, mixColours(foot, [0.86, 0.78, 0.5], 0.6));
  }
}

// Two triangles seen from both sides.
function addBlade(shore: BodyGeometry, at: Point, height: number, lean: number, foot: Rgb, tip: Rgb): void {
  const half = 0.016;
  const bind = GROUND(0, 0, 0);
  const middle: Point = [at[0] + lean * 0.35 * height, at[1] + height * 0.55, at[2]];
  const left = addVertex(shore, [at[0] - half, at[1], at[2]], foot, bind);
  const right = addVertex(shore, [at[0] + half, at[1], at[2]], foot, bind);
  const waist = addVertex(shore, [middle[0] + half * 0.7, middle[1], middle[2]], mixColours(foot, tip, 0.4), bind);
  const end = addVertex(shore, [at[0] + lean * height, at[1] + height, at[2]], tip, bind);
  addTriangle(shore, left, right, waist);
  addTriangle(shore, left, waist, end);
}

function addJetty(shore: BodyGeometry): void {
  const plank: Rgb = [0.66, 0.56, 0.46];
  const bind = rigid(0);
  const box = (x: number, y: number, z: number, width: number, height: number, depth: number, colour: Rgb) =>
    addLoft(
      shore,
      [y, y + height].map((level) => ({ at: [x, level, z] as Point, width: 1, depth: 1, colour })),
      { bind, segments: 4, across: [width, 0, depth], forward: [-width, 0, depth], capStart: true, capEnd: true },
    );
  const x = 4.55;
  for (let i = 0; i < 15; i++) {
    const z = -2.35 - 0.33 * i;
    box(x, 0.07, z, 0.47, 0.04, 0.145, shade(plank, 0.9 + 0.16 * scatter(i + 5)));
  }
  for (let i = 0; i < 4; i++)
    for (const side of [-1, 1])
      box(x + side * 0.5, -0.6, -2.7 - 1.45 * i, 0.055, i === 3 ? 1.02 : 0.78, 0.055, shade(plank, 0.72));
}

function addPine(shore: BodyGeometry, x: number, z: number, height: number, turn: number): void {
  const bind = rigid(0);
  const trunk: Rgb = [0.42, 0.33, 0.28];
  const bole = (share: number, radius: number) => ({
    at: [x + 0.06 * Math.sin(share * 3 + turn), share * height - 0.1, z] as Point,
    width: radius,
    depth: radius,
    colour: trunk,
  });
  addLoft(shore, [bole(0, 0.13), bole(0.1, 0.1), bole(0.5, 0.075), bole(0.9, 0.03)], { bind, segments: 7 });
  const layers = 6;
  for (let i = 0; i < layers; i++) {
    const share = 0.26 + 0.7 * (i / layers);
    const radius = height * 0.215 * (1 - 0.78 * (i / layers)) * (0.92 + 0.16 * scatter(i + x));
    const green = mixColours([0.2, 0.37, 0.36], [0.36, 0.52, 0.42], i / layers);
    const at = (rise: number, r: number, tone: number) => ({
      at: [x + 0.06 * Math.sin(share * 3 + turn), (share + rise) * height, z] as Point,
      width: r,
      depth: r,
      colour: shade(green, tone),
    });
    addLoft(
      shore,
      [
        at(-0.035, radius * 0.55, 0.62),
        at(-0.045, radius, 0.86),
        at(0.03, radius * 0.62, 1),
        at(0.15, radius * 0.06, 1.08),
      ],
      { bind, segments: 9, capStart: true },
    );
  }
}
