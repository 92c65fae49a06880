// Where a line of sight meets a body part: tapered limbs with round ends, and ellipsoids. Exact, so that outlines stay smooth at any size.
export type Triple = readonly [number, number, number];
export type Rgb = Triple;

/** After Inigo Quilez, "rounded cone - intersection" (MIT). */
export interface Limb {
  kind: "limb";
  from: Triple;
  to: Triple;
  fromRadius: number;
  toRadius: number;
  colour: Rgb;
}

export interface Ellipsoid {
  kind: "ellipsoid";
  at: Triple;
  /** Unit axes and their half lengths. */
  axes: readonly [Triple, Triple, Triple];
  radii: Triple;
  colour: Rgb;
}

export type Shape = Limb | Ellipsoid;

/** Distance along the line and the surface's direction, written by `castShape`. */
export interface Hit {
  distance: number;
  normal: [number, number, number];
}

/** False when the line misses; `direction` must be one long. */
export function castShape(shape: Shape, origin: Triple, direction: Triple, hit: Hit): boolean {
  return shape.kind === "limb" ? castLimb(shape, origin, direction, hit) : castEllipsoid(shape, origin, direction, hit);
}

/** A ball that holds the whole shape. */
export function ballAround(shape: Shape): { centre: Triple; radius: number } {
  if (shape.kind === "ellipsoid") return { centre: shape.at, radius: Math.max(...shape.radii) };
  const centre = middle(shape.from, shape.to);
  return { centre, radius: length(minus(shape.to, shape.from)) / 2 + Math.max(shape.fromRadius, shape.toRadius) };
}

// Written out number by number: this runs some ten million times a film.
function castLimb(limb: Limb, ro: Triple, rd: Triple, hit: Hit): boolean {
  const { from, to, fromRadius: ra, toRadius: rb } = limb;
  const bax = to[0] - from[0];
  const bay = to[1] - from[1];
  const baz = to[2] - from[2];
  const oax = ro[0] - from[0];
  const oay = ro[1] - from[1];
  const oaz = ro[2] - from[2];
  const dx = rd[0];
  const dy = rd[1];
  const dz = rd[2];
  const rr = ra - rb;
  const m0 = bax * bax + bay * bay + baz * baz;
  const m1 = bax * oax + bay * oay + baz * oaz;
  const m2 = bax * dx + bay * dy + baz * dz;
  const m3 = dx * oax + dy * oay + dz * oaz;
  const m5 = oax * oax + oay * oay + oaz * oaz;
  const d2 = m0 - rr * rr;
  const k2 = d2 - m2 * m2;
  const k1 = d2 * m3 - m1 * m2 + m2 * rr * ra;
  const k0 = d2 * m5 - m1 * m1 + 2 * m1 * rr * ra - m0 * ra * ra;
  const h = k1 * k1 - k0 * k2;
  if (h < 0) return false;
  const t = (-Math.sqrt(h) - k1) / k2;
  const y = m1 - ra * rr + t * m2;
  if (y > 0 && y < d2) {
    write(hit, t, d2 * (oax + t * dx) - bax * y, d2 * (oay + t * dy) - bay * y, d2 * (oaz + t * dz) - baz * y);
    return true;
  }
  const obx = ro[0] - to[0];
  const oby = ro[1] - to[1];
  const obz = ro[2] - to[2];
  const m6 = dx * obx + dy * oby + dz * obz;
  const h1 = m3 * m3 - m5 + ra * ra;
  const h2 = m6 * m6 - (obx * obx + oby * oby + obz * obz) + rb * rb;
  const t1 = h1 > 0 ? -m3 - Math.sqrt(h1) : Number.POSITIVE_INFINITY;
  const t2 = h2 > 0 ? -m6 - Math.sqrt(h2) : Number.POSITIVE_INFINITY;
  if (t1 === Number.POSITIVE_INFINITY && t2 === Number.POSITIVE_INFINITY) return false;
  if (t1 <= t2) write(hit, t1, oax + t1 * dx, oay + t1 * dy, oaz + t1 * dz);
  else write(hit, t2, obx + t2 * dx, oby + t2 * dy, obz + t2 * dz);
  return true;
}

function castEllipsoid({ at, axes, radii }: Ellipsoid, ro: Triple, rd: Triple, hit: Hit): boolean {
  const [u, v, w] = axes;
  const ax = ro[0] - at[0];
  const ay = ro[1] - at[1];
  const az = ro[2] - at[2];
  const ox = (ax * u[0] + ay * u[1] + az * u[2]) / radii[0];
  const oy = (ax * v[0] + ay * v[1] + az * v[2]) / radii[1];
  const oz = (ax * w[0] + ay * w[1] + az * w[2]) / radii[2];
  const dx = (rd[0] * u[0] + rd[1] * u[1] + rd[2] * u[2]) / radii[0];
  const dy = (rd[0] * v[0] + rd[1] * v[1] + rd[2] * v[2]) / radii[1];
  const dz = (rd[0] * w[0] + rd[1] * w[1] + rd[2] * w[2]) / radii[2];
  const a = dx * dx + dy * dy + dz * dz;
  const b = ox * dx + oy * dy + oz * dz;
  const h = b * b - a * (ox * ox + oy * oy + oz * oz - 1);
  if (h < 0) return false;
  const t = (-b - Math.sqrt(h)) / a;
  const x = (ox + t * dx) / radii[0];
  const y = (oy + t * dy) / radii[1];
  const z = (oz + t * dz) / radii[2];
  write(hit, t, u[0] * x + v[0] * y + w[0] * z, u[1] * x + v[1] * y + w[1] * z, u[2] * x + v[2] * y + w[2] * z);
  return true;
}

function write(hit: Hit, distance: number, x: number, y: number, z: number): void {
  const size = Math.sqrt(x * x + y * y + z * z) || 1;
  hit.distance = distance;
  hit.normal[0] = x / size;
  hit.normal[1] = y / size;
  hit.normal[2] = z / size;
}

export function minus(a: Triple, b: Triple): Triple {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
export function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
export function length(a: Triple): number {
  return Math.sqrt(dot(a, a));
}
function middle(a: Triple, b: Triple): Triple {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}
