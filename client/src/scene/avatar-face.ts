// Eyes that look back, brows, a mouth about to smile, glasses for who wears them: bands and beads laid on the head's surface.
import { addEllipsoid, addLoft } from "./add-loft.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import { addTriangle, addVertex, type BodyGeometry, mixColours, type Rgb, rigid, shade } from "./body-geometry.ts";
import type { Head } from "./shape-head.ts";

export function addEye(body: BodyGeometry, look: AvatarLook, head: Head, sign: number): void {
  const bind = rigid(head.bone);
  const x = sign * 0.148 * head.size;
  const dark: Rgb = [0.11, 0.085, 0.08];
  addEllipsoid(body, {
    at: head.face(x, 0.47, -0.0015),
    radii: [0.0165, 0.0118, 0.004],
    colour: [0.96, 0.95, 0.93],
    bind,
    rows: 4,
    tiltRadians: sign * 0.06,
  });
  addEllipsoid(body, {
    at: head.face(x * 0.99, 0.47, 0.0012),
    radii: [0.0088, 0.0108, 0.0034],
    colour: dark,
    bind,
    rows: 4,
  });
  addEllipsoid(body, {
    at: head.face(x * 0.99 + 0.003, 0.486, 0.0042),
    radii: [0.0024, 0.0026, 0.0014],
    colour: [1, 1, 1],
    bind,
    segments: 4,
    rows: 3,
  });
  const lid = shade(look.skin, 0.62);
  const [inner, outer] = [x - sign * 0.0175, x + sign * 0.0185];
  addArc(
    body,
    head,
    [
      [inner, 0.484],
      [x, 0.521],
      [outer, 0.486],
    ],
    0.0026,
    0.0024,
    lid,
  );
  const brow = mixColours(look.hair, [0.2, 0.14, 0.1], 0.3);
  addArc(
    body,
    head,
    [
      [x - sign * 0.022, 0.565],
      [x + sign * 0.004, 0.597],
      [x + sign * 0.026, 0.565],
    ],
    0.0042,
    0.003,
    brow,
  );
}

export function addMouth(body: BodyGeometry, look: AvatarLook, head: Head): void {
  const lip = mixColours(look.skin, [0.56, 0.16, 0.17], 0.55);
  const half = 0.13 * head.size;
  addArc(
    body,
    head,
    [
      [-half, 0.232],
      [-half * 0.5, 0.2],
      [0, 0.191],
      [half * 0.5, 0.2],
      [half, 0.232],
    ],
    0.0046,
    0.0022,
    lip,
  );
}

export function addGlasses(body: BodyGeometry, head: Head): void {
  for (const sign of [1, -1]) addLens(body, head, sign);
  addArc(
    body,
    head,
    [
      [-0.012, 0.485],
      [0, 0.493],
      [0.012, 0.485],
    ],
    0.0022,
    0.014,
    [0.16, 0.17, 0.19],
  );
}

function addLens(body: BodyGeometry, head: Head, sign: number): void {
  const centre = sign * 0.15 * head.size;
  const points: [number, number][] = [];
  for (let i = 0; i <= 14; i++) {
    const angle = (2 * Math.PI * i) / 14;
    points.push([centre + 0.0275 * Math.cos(angle), 0.468 + (0.023 / head.size) * Math.sin(angle)]);
  }
  addArc(body, head, points, 0.0022, 0.012, [0.16, 0.17, 0.19]);
  const temple = head.face(sign * 0.265 * head.size, 0.48, 0.01);
  const ear = head.surface(0.5, (sign * Math.PI) / 2, 0.004);
  addLoft(
    body,
    [temple, ear].map((at) => ({ at, width: 0.002, depth: 0.003, colour: [0.16, 0.17, 0.19] as Rgb })),
    { bind: rigid(head.bone), segments: 4, forward: [0, 1, 0] },
  );
}

/** A band on the face through the given places (metres left of the middle, share of the head's height), thinner at its ends. */
function addArc(
  body: BodyGeometry,
  head: Head,
  places: readonly (readonly [number, number])[],
  half: number,
  off: number,
  colour: Rgb,
): void {
  const bind = rigid(head.bone)(0, 0, 0);
  const fine = places.length < 6 ? refine(places) : places;
  const closed = places.length > 6;
  const ordered =
    (fine[0] as readonly number[])[0]! < (fine[fine.length - 1] as readonly number[])[0]! || closed
      ? fine
      : [...fine].reverse();
  let previous: readonly [number, number, number] | undefined;
  ordered.forEach(([x, share], i) => {
    const t = i / (ordered.length - 1);
    const thick = (closed ? half : half * (0.35 + 0.65 * Math.sin(Math.PI * t) ** 0.6)) / head.size;
    const before = ordered[Math.max(0, i - 1)] as readonly [number, number];
    const after = ordered[Math.min(ordered.length - 1, i + 1)] as readonly [number, number];
    const [dx, dy] = [after[0] - before[0], (after[1] - before[1]) * head.size];
    const length = Math.hypot(dx, dy) || 1;
    const [nx, ny] = [(-dy / length) * thick * head.size, (dx / length) * thick];
    const row = [
      addVertex(body, head.face(x + nx, share + ny, 0), colour, bind),
      addVertex(body, head.face(x, share, off), colour, bind),
      addVertex(body, head.face(x - nx, share - ny, 0), colour, bind),
    ] as const;
    if (previous)
      for (const k of [0, 1] as const) {
        addTriangle(body, previous[k], previous[k + 1] as number, row[k]);
        addTriangle(body, row[k], previous[k + 1] as number, row[k + 1] as number);
      }
    previous = row;
  });
}

// Halves the steps twice along a smooth curve through the given places.
function refine(places: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  let points = [...places];
  for (let pass = 0; pass < 2; pass++) {
    const next: (readonly [number, number])[] = [];
    for (let i = 0; i + 1 < points.length; i++) {
      const at = (k: number) => points[Math.max(0, Math.min(points.length - 1, k))] as readonly [number, number];
      const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
      next.push(b, [(9 * (b[0] + c[0]) - a[0] - d[0]) / 16, (9 * (b[1] + c[1]) - a[1] - d[1]) / 16]);
    }
    points = [...next, points[points.length - 1] as readonly [number, number]];
  }
  return points;
}
