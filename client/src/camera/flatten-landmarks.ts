// The estimator's list of points as one flat list of numbers, x, y, z after another.
interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly visibility: number;
}

export function flattenPoints(points: readonly Point[]): Float64Array {
  const flat = new Float64Array(3 * points.length);
  for (const [index, point] of points.entries()) {
    flat[3 * index] = point.x;
    flat[3 * index + 1] = point.y;
    flat[3 * index + 2] = point.z;
  }
  return flat;
}

export function flattenVisibility(points: readonly Point[]): Float64Array {
  return Float64Array.from(points, (point) => point.visibility);
}
