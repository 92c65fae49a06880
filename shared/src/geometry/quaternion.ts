// Rotations as unit quaternions (x, y, z, w), written into given objects; right-handed, a × b turns by b first, then by a.
import { cosine, sine } from "./trigonometry.ts";
import { setVector, type Vector } from "./vector.ts";

export interface Quaternion {
  x: number;
  y: number;
  z: number;
  w: number;
}

export function createQuaternion(): Quaternion {
  return { x: 0, y: 0, z: 0, w: 1 };
}

export function setQuaternion(into: Quaternion, x: number, y: number, z: number, w: number): Quaternion {
  into.x = x;
  into.y = y;
  into.z = z;
  into.w = w;
  return into;
}

export function copyQuaternion(into: Quaternion, from: Quaternion): Quaternion {
  return setQuaternion(into, from.x, from.y, from.z, from.w);
}

export function quaternionFromAxis(into: Quaternion, axis: Vector, radians: number): Quaternion {
  const s = sine(radians / 2);
  return setQuaternion(into, axis.x * s, axis.y * s, axis.z * s, cosine(radians / 2));
}

export function multiplyQuaternions(into: Quaternion, a: Quaternion, b: Quaternion): Quaternion {
  return setQuaternion(
    into,
    a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
    a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
    a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
    a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
  );
}

export function rotateVector(into: Vector, rotation: Quaternion, v: Vector): Vector {
  const { x, y, z, w } = rotation;
  const tx = 2 * (y * v.z - z * v.y);
  const ty = 2 * (z * v.x - x * v.z);
  const tz = 2 * (x * v.y - y * v.x);
  return setVector(
    into,
    v.x + w * tx + y * tz - z * ty,
    v.y + w * ty + z * tx - x * tz,
    v.z + w * tz + x * ty - y * tx,
  );
}

/** The rotation whose columns are the given right-handed orthonormal axes (images of x, y and z). */
export function quaternionFromAxes(into: Quaternion, x: Vector, y: Vector, z: Vector): Quaternion {
  const trace = x.x + y.y + z.z;
  if (trace > 0) {
    const s = Math.sqrt(trace + 1) * 2;
    return setQuaternion(into, (y.z - z.y) / s, (z.x - x.z) / s, (x.y - y.x) / s, s / 4);
  }
  if (x.x > y.y && x.x > z.z) {
    const s = Math.sqrt(1 + x.x - y.y - z.z) * 2;
    return setQuaternion(into, s / 4, (y.x + x.y) / s, (z.x + x.z) / s, (y.z - z.y) / s);
  }
  if (y.y > z.z) {
    const s = Math.sqrt(1 + y.y - x.x - z.z) * 2;
    return setQuaternion(into, (y.x + x.y) / s, s / 4, (z.y + y.z) / s, (z.x - x.z) / s);
  }
  const s = Math.sqrt(1 + z.z - x.x - y.y) * 2;
  return setQuaternion(into, (z.x + x.z) / s, (z.y + y.z) / s, s / 4, (x.y - y.x) / s);
}
