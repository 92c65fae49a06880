// The picture a laptop's camera would take of the reference body: 2.8 m away, 1 m high, level.
import { LANDMARK_COUNT } from "../movement/landmarks.ts";

const DISTANCE_METRES = 2.8;
const HEIGHT_METRES = 1;
/** Half the picture's height ÷ distance: the picture shows 2.35 m at 2.8 m. Project assumption. */
const HALF_HEIGHT = 0.42;

export interface BodyPlace {
  /** Hip centre: right of the picture's middle (metres), above the floor, and nearer to the camera than 2.8 m. */
  xMetres: number;
  hipHeightMetres: number;
  zMetres: number;
}

/** World landmarks (metres, down +y, towards the camera −z) → image landmarks (pictures; z in units of x). */
export function projectLandmarks(world: Float64Array, place: BodyPlace, aspect: number, into: Float64Array): void {
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const depth = DISTANCE_METRES - place.zMetres + world[3 * i + 2]!;
    const halfHeight = HALF_HEIGHT * Math.max(0.3, depth);
    const up = place.hipHeightMetres - world[3 * i + 1]! - HEIGHT_METRES;
    into[3 * i] = 0.5 + (place.xMetres + world[3 * i]!) / (2 * halfHeight * aspect);
    into[3 * i + 1] = 0.5 - up / (2 * halfHeight);
    into[3 * i + 2] = world[3 * i + 2]! / (2 * HALF_HEIGHT * (DISTANCE_METRES - place.zMetres) * aspect);
  }
}
