// Three numbers that per-frame code writes into instead of allocating: every function takes the vector it fills first and returns it.
export interface Vector {
  x: number;
  y: number;
  z: number;
}

export function createVector(x = 0, y = 0, z = 0): Vector {
  return { x, y, z };
}

export function setVector(into: Vector, x: number, y: number, z: number): Vector {
  into.x = x;
  into.y = y;
  into.z = z;
  return into;
}

export function copyVector(into: Vector, from: Vector): Vector {
  return setVector(into, from.x, from.y, from.z);
}

export function subtractVectors(into: Vector, a: Vector, b: Vector): Vector {
  return setVector(into, a.x - b.x, a.y - b.y, a.z - b.z);
}

export function scaleVector(into: Vector, a: Vector, factor: number): Vector {
  return setVector(into, a.x * factor, a.y * factor, a.z * factor);
}

/** into = a + b × factor. */
export function addScaledVector(into: Vector, a: Vector, b: Vector, factor: number): Vector {
  return setVector(into, a.x + b.x * factor, a.y + b.y * factor, a.z + b.z * factor);
}

export function midpoint(into: Vector, a: Vector, b: Vector): Vector {
  return setVector(into, (a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2);
}

export function dotProduct(a: Vector, b: Vector): number {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

export function crossProduct(into: Vector, a: Vector, b: Vector): Vector {
  return setVector(into, a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}

export function vectorLength(a: Vector): number {
  return Math.sqrt(a.x * a.x + a.y * a.y + a.z * a.z);
}

/** Makes the vector one long; returns its former length. A vector too short to have a direction is left as it is and 0 is returned. */
export function normaliseVector(a: Vector): number {
  const length = vectorLength(a);
  if (length < 1e-9) return 0;
  a.x /= length;
  a.y /= length;
  a.z /= length;
  return length;
}

/** Takes out of `a` its component along the unit vector `axis`. */
export function removeComponent(a: Vector, axis: Vector): Vector {
  return addScaledVector(a, a, axis, -dotProduct(a, axis));
}
