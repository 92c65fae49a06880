// Keeps the standing foot where it stands: the body moves over the feet, the feet do not slide under the body.
/** This much above the other foot it carries nothing any more; in between the weight shifts. */
const LIFTED_METRES = 0.04;
/** A foot put down elsewhere stays there; only slowly does the person drift back to their place. */
const RETURN_SHARE_PER_SECOND = 0.3;
const RETURN_METRES_PER_SECOND = 0.03;

export interface Footing {
  /** Of the hips, from the avatar's place on the ground, metres. */
  x: number;
  z: number;
  /** Soles of the frame before, seen from the hips. */
  readonly soles: Float64Array;
  begun: boolean;
}

export function createFooting(): Footing {
  return { x: 0, z: 0, soles: new Float64Array(6), begun: false };
}

/** `soles`: left x, y, z, right x, y, z seen from the hips. Changes and returns the footing. */
export function plantFeet(footing: Footing, soles: Float64Array, seconds: number): Footing {
  const [middleX, middleZ] = [(soles[0]! + soles[3]!) / 2, (soles[2]! + soles[5]!) / 2];
  if (footing.begun) {
    const lower = Math.min(soles[1]!, soles[4]!);
    const [left, right] = [weightOn(soles[1]! - lower), weightOn(soles[4]! - lower)];
    const share = left / (left + right);
    footing.x -= share * (soles[0]! - footing.soles[0]!) + (1 - share) * (soles[3]! - footing.soles[3]!);
    footing.z -= share * (soles[2]! - footing.soles[2]!) + (1 - share) * (soles[5]! - footing.soles[5]!);
    returnHome(footing, middleX, middleZ, seconds);
  } else {
    footing.x = -middleX;
    footing.z = -middleZ;
    footing.begun = true;
  }
  footing.soles.set(soles);
  return footing;
}

function weightOn(heightAboveOther: number): number {
  return Math.max(0, 1 - heightAboveOther / LIFTED_METRES);
}

function returnHome(footing: Footing, middleX: number, middleZ: number, seconds: number): void {
  const [awayX, awayZ] = [footing.x + middleX, footing.z + middleZ];
  const away = Math.hypot(awayX, awayZ);
  if (away === 0) return;
  const step = Math.min(away * RETURN_SHARE_PER_SECOND, RETURN_METRES_PER_SECOND) * Math.min(seconds, 0.1);
  footing.x -= (awayX / away) * step;
  footing.z -= (awayZ / away) * step;
}
