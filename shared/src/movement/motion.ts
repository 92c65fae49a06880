// The clinical motions the engine can read from a body: the vocabulary of every exercise file, fixed in order for per-frame arrays.
export const SIDED_MOTIONS = [
  "hipFlexion",
  "hipAbduction",
  "hipRotation",
  "kneeFlexion",
  "kneeValgus",
  "ankleDorsiflexion",
  "shoulderElevation",
  "shoulderFlexion",
  "shoulderAbduction",
  "shoulderRotation",
  "elbowFlexion",
] as const;

/** Of the trunk, pelvis and neck; sideways motions and rotations are positive to the person's left. */
export const CENTRAL_MOTIONS = [
  "trunkFlexion",
  "trunkLateralFlexion",
  "trunkRotation",
  "pelvicObliquity",
  "neckFlexion",
  "neckLateralFlexion",
  "neckRotation",
  "shoulderObliquity",
  "weightShift",
] as const;

export type SidedMotion = (typeof SIDED_MOTIONS)[number];
export type CentralMotion = (typeof CENTRAL_MOTIONS)[number];
export type Motion = SidedMotion | CentralMotion;
export type Side = "left" | "right";
export type SideChoice = Side | "both";

/** Angles of one frame: sided motions left then right, then the central ones. */
export const ANGLE_COUNT = 2 * SIDED_MOTIONS.length + CENTRAL_MOTIONS.length;

/** Where the angles of a motion stand in the array of a frame: in one place for a central motion. */
export interface AnglePlaces {
  readonly left: number;
  readonly right: number;
}

const PLACES: ReadonlyMap<Motion, AnglePlaces> = new Map<Motion, AnglePlaces>([
  ...SIDED_MOTIONS.map((motion, index) => [motion, { left: 2 * index, right: 2 * index + 1 }] as const),
  ...CENTRAL_MOTIONS.map((motion, index) => {
    const place = 2 * SIDED_MOTIONS.length + index;
    return [motion, { left: place, right: place }] as const;
  }),
]);

export function anglePlaces(motion: Motion): AnglePlaces {
  return PLACES.get(motion)!;
}

export function isCentralMotion(motion: Motion): motion is CentralMotion {
  const { left, right } = anglePlaces(motion);
  return left === right;
}

/** Where an angle stands in the array of a frame; the side of a central motion does not matter. */
export function angleIndex(motion: Motion, side: Side): number {
  return anglePlaces(motion)[side];
}
