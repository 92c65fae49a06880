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

const SIDED_INDEX: ReadonlyMap<string, number> = new Map(SIDED_MOTIONS.map((motion, index) => [motion, index]));
const CENTRAL_INDEX: ReadonlyMap<string, number> = new Map(CENTRAL_MOTIONS.map((motion, index) => [motion, index]));

export function isCentralMotion(motion: Motion): motion is CentralMotion {
  return CENTRAL_INDEX.has(motion);
}

/** Where an angle stands in the array of a frame; the side of a central motion does not matter. */
export function angleIndex(motion: Motion, side: Side): number {
  const central = CENTRAL_INDEX.get(motion);
  if (central !== undefined) return 2 * SIDED_MOTIONS.length + central;
  return 2 * (SIDED_INDEX.get(motion) ?? 0) + (side === "left" ? 0 : 1);
}
