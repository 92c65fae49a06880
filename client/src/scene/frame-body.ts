// From where a whole body is seen, however it lies, stands or hangs, and however it is turned.
export interface BodyBounds {
  /** x, y, z, metres. */
  readonly least: [number, number, number];
  readonly most: [number, number, number];
}

/** Around the joints, for flesh, hands, feet and head. */
const FLESH_METRES = 0.14;
const HEAD_METRES = 0.2;
/** Of the picture's height or width, left free at each edge. */
const ROOM = 1.06;
/** Nobody is looked at from closer than a picture of this height. */
const LEAST_HEIGHT_METRES = 1.1;

export function createBodyBounds(): BodyBounds {
  const far = Number.POSITIVE_INFINITY;
  return { least: [far, far, far], most: [-far, -far, -far] };
}

/** Widens the bounds; mutates them. */
export function includePoint({ least, most }: BodyBounds, x: number, y: number, z: number): void {
  const point = [x, y, z] as const;
  for (let k = 0; k < 3; k++) {
    least[k] = Math.min(least[k]!, point[k]!);
    most[k] = Math.max(most[k]!, point[k]!);
  }
}

/** How far the camera has to stand from the point `height` above the middle, at which it looks. */
export function distanceToSee(
  { least, most }: BodyBounds,
  fovRadians: number,
  aspect: number,
  fromAboveRadians: number,
): { readonly distance: number; readonly height: number } {
  const radius = Math.hypot(most[0] - least[0], most[2] - least[2]) / 2 + FLESH_METRES;
  const top = Math.max(LEAST_HEIGHT_METRES, most[1] + HEAD_METRES);
  // Turned and seen from above, the ground's depth takes room on the picture too.
  const halfHeight = (top / 2) * Math.cos(fromAboveRadians) + radius * Math.sin(fromAboveRadians);
  const half = Math.max(halfHeight, radius / aspect);
  const distance = (ROOM * half) / Math.tan(fovRadians / 2) + radius * Math.cos(fromAboveRadians);
  return { distance, height: top / 2 - 0.02 };
}
