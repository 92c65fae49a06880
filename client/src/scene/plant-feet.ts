// Keeps standing feet where they stand: the body moves over them, and what is left over each leg makes up for by a few degrees at the hip.
// A leg moved sideways is far from its place before it is high: little height already takes the weight off.
const LIFTED_METRES = 0.02;
/** Movements of a foot from frame to frame are compared from this size on; below it both are still. */
const STILL_METRES = 0.002;
/** A leg is turned so that its foot stays by at most this; beyond it the foot really moves. */
const LONGEST_HOLD_METRES = 0.06;
/** Who has stepped further than this from their place drifts back to it, slowly. */
const FAR_METRES = 0.15;
const RETURN_SHARE_PER_SECOND = 0.3;
const RETURN_METRES_PER_SECOND = 0.03;
/** Nobody gets further from their place than this, whatever the camera makes of their feet: beyond it stand the others. */
const LEASH_METRES = 0.5;
const LYING_RETURN_PER_SECOND = 1;
const RELEASE_PER_SECOND = 9;
const GRIP_PER_SECOND = 4;

export interface Footing {
  /** Of the hips, from the avatar's place on the ground, metres. */
  x: number;
  z: number;
  /** Left x, z, right x, z: how far each foot has to be brought back to stay where it stands. */
  readonly holds: Float64Array;
  /** Left, right, 0…1: how firmly each foot stands; one just put down still finds its place. */
  readonly grips: Float64Array;
  /** Soles of the frame before, seen from the hips. */
  readonly soles: Float64Array;
  begun: boolean;
}

export function createFooting(): Footing {
  return {
    x: 0,
    z: 0,
    holds: new Float64Array(4),
    grips: new Float64Array([1, 1]),
    soles: new Float64Array(6),
    begun: false,
  };
}

/** `soles`: left x, y, z, right x, y, z seen from the hips. Changes and returns the footing. */
export function plantFeet(footing: Footing, soles: Float64Array, seconds: number): Footing {
  const [middleX, middleZ] = [(soles[0]! + soles[3]!) / 2, (soles[2]! + soles[5]!) / 2];
  if (footing.begun) {
    const { holds, grips, soles: before } = footing;
    const lower = Math.min(soles[1]!, soles[4]!);
    const [left, right] = [weightOn(soles[1]! - lower), weightOn(soles[4]! - lower)];
    const share = carryingShare(left, right, soles, before);
    const moveX = -share * (soles[0]! - before[0]!) - (1 - share) * (soles[3]! - before[3]!);
    const moveZ = -share * (soles[2]! - before[2]!) - (1 - share) * (soles[5]! - before[5]!);
    footing.x += moveX;
    footing.z += moveZ;
    grip(grips, 0, left, seconds);
    grip(grips, 1, right, seconds);
    holdFoot(holds, 0, grips[0]!, soles[0]! - before[0]! + moveX, soles[2]! - before[2]! + moveZ, seconds);
    holdFoot(holds, 2, grips[1]!, soles[3]! - before[3]! + moveX, soles[5]! - before[5]! + moveZ, seconds);
    returnHome(footing, middleX, middleZ, Math.min(left, right) > 0.5 ? seconds : 0);
  } else {
    footing.x = -middleX;
    footing.z = -middleZ;
    footing.begun = true;
  }
  footing.soles.set(soles);
  return footing;
}

/** Whoever lies or kneels stays with the pelvis where it is, and comes back to their place by and by. Changes and returns the footing. */
export function releaseFeet(footing: Footing, soles: Float64Array, seconds: number): Footing {
  const kept = Math.exp(-RELEASE_PER_SECOND * seconds);
  for (let i = 0; i < footing.holds.length; i++) footing.holds[i]! *= kept;
  const home = Math.exp(-LYING_RETURN_PER_SECOND * seconds);
  footing.x *= home;
  footing.z *= home;
  footing.grips.fill(0);
  footing.soles.set(soles);
  footing.begun = true;
  return footing;
}

// Of two feet on the ground the one that moves less under the hips is the one stood on.
function carryingShare(left: number, right: number, soles: Float64Array, before: Float64Array): number {
  const leftCalm = left / (STILL_METRES + Math.hypot(soles[0]! - before[0]!, soles[2]! - before[2]!)) ** 2;
  const rightCalm = right / (STILL_METRES + Math.hypot(soles[3]! - before[3]!, soles[5]! - before[5]!)) ** 2;
  return leftCalm / (leftCalm + rightCalm);
}

function weightOn(heightAboveOther: number): number {
  return Math.max(0, 1 - heightAboveOther / LIFTED_METRES);
}

function grip(grips: Float64Array, foot: number, weight: number, seconds: number): void {
  const before = grips[foot]!;
  grips[foot] = weight < before ? weight : before + (weight - before) * Math.min(1, GRIP_PER_SECOND * seconds);
}

// What a carrying foot would slide is held back; a lifted one is let go quickly but without a jump.
function holdFoot(
  holds: Float64Array,
  at: number,
  weight: number,
  slideX: number,
  slideZ: number,
  seconds: number,
): void {
  const kept = Math.exp(-RELEASE_PER_SECOND * (1 - weight) * seconds);
  const x = holds[at]! * kept - slideX * weight;
  const z = holds[at + 1]! * kept - slideZ * weight;
  const within = Math.min(1, LONGEST_HOLD_METRES / (Math.hypot(x, z) || 1));
  holds[at] = x * within;
  holds[at + 1] = z * within;
}

/** `seconds`: for how long both feet have stood; without that only the leash pulls. */
function returnHome(footing: Footing, middleX: number, middleZ: number, seconds: number): void {
  const [awayX, awayZ] = [footing.x + middleX, footing.z + middleZ];
  const away = Math.hypot(awayX, awayZ);
  if (away <= FAR_METRES) return;
  const drift =
    Math.min((away - FAR_METRES) * RETURN_SHARE_PER_SECOND, RETURN_METRES_PER_SECOND) * Math.min(seconds, 0.1);
  const step = Math.max(drift, away - LEASH_METRES);
  footing.x -= (awayX / away) * step;
  footing.z -= (awayZ / away) * step;
}
