// Skins a row of rounded cross-sections: limbs, trunks, heads, shoes and sleeves are all lofts.
import { addTriangle, addVertex, type Binding, type BodyGeometry, type Point, type Rgb } from "./body-geometry.ts";

export interface Ring {
  /** Centre of the cross-section. */
  at: Point;
  /** Half width and half depth, along the loft's `across` and `forward`. */
  width: number;
  depth: number;
  colour: Rgb;
}

export interface LoftOptions {
  bind: Binding;
  segments: number;
  across?: Point;
  forward?: Point;
  /** 2 is an ellipse, more is squarer. */
  squareness?: number;
  /** Turns each finished point: for parts modelled in their own position. */
  place?: (point: Point) => Point;
  capStart?: boolean;
  capEnd?: boolean;
}

/** Rings must follow each other along one direction; the surface looks outwards whichever way that is. */
export function addLoft(body: BodyGeometry, rings: readonly Ring[], options: LoftOptions): void {
  const { segments, bind } = options;
  const across = options.across ?? [1, 0, 0];
  const forward = options.forward ?? [0, 0, 1];
  const place = options.place ?? ((point: Point) => point);
  const put = (point: Point, colour: Rgb) => addVertex(body, place(point), colour, bind(...point));
  const first = body.positions.length / 3;
  for (const ring of rings) {
    for (let i = 0; i < segments; i++) {
      const [u, v] = roundedSection((2 * Math.PI * i) / segments, options.squareness ?? 2);
      put(offset(ring.at, across, u * ring.width, forward, v * ring.depth), ring.colour);
    }
  }
  const outwards = looksOutwards(rings, across, forward);
  const face = (a: number, b: number, c: number) =>
    outwards ? addTriangle(body, a, b, c) : addTriangle(body, a, c, b);
  for (let row = 0; row + 1 < rings.length; row++) {
    for (let i = 0; i < segments; i++) {
      const next = (i + 1) % segments;
      const [a, b] = [first + row * segments + i, first + row * segments + next];
      face(a, b, b + segments);
      face(a, b + segments, a + segments);
    }
  }
  const cap = (row: number, reversed: boolean) => {
    const ring = rings[row] as Ring;
    const centre = put(ring.at, ring.colour);
    for (let i = 0; i < segments; i++) {
      const [a, b] = [first + row * segments + i, first + row * segments + ((i + 1) % segments)];
      if (reversed) face(centre, b, a);
      else face(centre, a, b);
    }
  };
  if (options.capStart) cap(0, true);
  if (options.capEnd) cap(rings.length - 1, false);
}

export interface EllipsoidOptions {
  at: Point;
  radii: Point;
  colour: Rgb;
  bind: Binding;
  segments?: number;
  rows?: number;
  place?: (point: Point) => Point;
  /** Leans the ellipsoid about the axis that points forward. */
  tiltRadians?: number;
}

export function addEllipsoid(body: BodyGeometry, options: EllipsoidOptions): void {
  const { at, radii, colour, rows = 6, segments = 8, tiltRadians = 0 } = options;
  const rings: Ring[] = [];
  for (let row = 0; row <= rows; row++) {
    const angle = (Math.PI * row) / rows - Math.PI / 2;
    const radius = Math.max(0.02, Math.cos(angle));
    rings.push({
      at: [0, radii[1] * Math.sin(angle), 0],
      width: radii[0] * radius,
      depth: radii[2] * radius,
      colour,
    });
  }
  const [s, c] = [Math.sin(tiltRadians), Math.cos(tiltRadians)];
  const outer = options.place ?? ((point: Point) => point);
  addLoft(body, rings, {
    segments,
    bind: (x, y, z) => options.bind(x + at[0], y + at[1], z + at[2]),
    place: ([x, y, z]) => outer([at[0] + x * c - y * s, at[1] + x * s + y * c, at[2] + z]),
    capStart: true,
    capEnd: true,
  });
}

function roundedSection(angle: number, squareness: number): [number, number] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const power = 2 / squareness;
  return [Math.sign(c) * Math.abs(c) ** power, Math.sign(s) * Math.abs(s) ** power];
}

function offset(at: Point, u: Point, along: number, v: Point, beside: number): Point {
  return [
    at[0] + u[0] * along + v[0] * beside,
    at[1] + u[1] * along + v[1] * beside,
    at[2] + u[2] * along + v[2] * beside,
  ];
}

function looksOutwards(rings: readonly Ring[], u: Point, v: Point): boolean {
  const from = (rings[0] as Ring).at;
  const to = (rings[rings.length - 1] as Ring).at;
  const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
  return normal[0] * (to[0] - from[0]) + normal[1] * (to[1] - from[1]) + normal[2] * (to[2] - from[2]) > 0;
}
