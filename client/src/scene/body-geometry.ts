// A body under construction: one list of triangles with colours and bone weights, so that a whole person is drawn in one call.
export type Rgb = readonly [number, number, number];
export type Point = readonly [number, number, number];
/** A bone and its share of a vertex; the shares of one vertex add up to 1, at most four. */
export type Influence = readonly [bone: number, share: number];
export type Binding = (x: number, y: number, z: number) => readonly Influence[];

export interface BodyGeometry {
  readonly positions: number[];
  readonly indices: number[];
  /** r, g, b, a of each vertex. */
  readonly colours: number[];
  /** Four bones of each vertex and their four shares. */
  readonly bones: number[];
  readonly shares: number[];
}

export function createBodyGeometry(): BodyGeometry {
  return { positions: [], indices: [], colours: [], bones: [], shares: [] };
}

/** Adds a vertex and returns its index. */
export function addVertex(body: BodyGeometry, at: Point, colour: Rgb, influences: readonly Influence[]): number {
  body.positions.push(at[0], at[1], at[2]);
  body.colours.push(colour[0], colour[1], colour[2], 1);
  for (let i = 0; i < 4; i++) {
    body.bones.push(influences[i]?.[0] ?? 0);
    body.shares.push(influences[i]?.[1] ?? 0);
  }
  return body.positions.length / 3 - 1;
}

export function addTriangle(body: BodyGeometry, a: number, b: number, c: number): void {
  body.indices.push(a, b, c);
}

export function rigid(bone: number): Binding {
  const influences: readonly Influence[] = [[bone, 1]];
  return () => influences;
}

/** Hands over from one bone to the next between two values of `along`. */
export function handOver(from: number, to: number, along: number, begin: number, end: number): readonly Influence[] {
  const t = Math.max(0, Math.min(1, (along - begin) / (end - begin)));
  const share = t * t * (3 - 2 * t);
  if (share === 0) return [[from, 1]];
  if (share === 1) return [[to, 1]];
  return [
    [from, 1 - share],
    [to, share],
  ];
}

/** Normals averaged over the triangles that share a vertex, weighted by their area. */
export function smoothNormals(positions: readonly number[], indices: readonly number[]): Float32Array {
  const normals = new Float32Array(positions.length);
  const at = (vertex: number, axis: number) => positions[3 * vertex + axis] as number;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i] as number, indices[i + 1] as number, indices[i + 2] as number];
    const [ux, uy, uz] = [at(b, 0) - at(a, 0), at(b, 1) - at(a, 1), at(b, 2) - at(a, 2)];
    const [vx, vy, vz] = [at(c, 0) - at(a, 0), at(c, 1) - at(a, 1), at(c, 2) - at(a, 2)];
    const face = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const vertex of [a, b, c]) for (let k = 0; k < 3; k++) normals[3 * vertex + k]! += face[k] as number;
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1;
    for (let k = 0; k < 3; k++) normals[i + k]! /= length;
  }
  return normals;
}

export function parseColour(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function mixColours(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Darker below 1, towards white above. */
export function shade(colour: Rgb, factor: number): Rgb {
  if (factor > 1) return mixColours(colour, [1, 1, 1], factor - 1);
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}
