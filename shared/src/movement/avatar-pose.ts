// What an avatar needs of a body: how each segment is turned, nothing from which a face could be read.

export const AVATAR_SEGMENTS = [
  "pelvis",
  "spine",
  "chest",
  "head",
  "leftUpperArm",
  "leftForearm",
  "leftHand",
  "rightUpperArm",
  "rightForearm",
  "rightHand",
  "leftThigh",
  "leftShin",
  "leftFoot",
  "rightThigh",
  "rightShin",
  "rightFoot",
] as const;
export type AvatarSegment = (typeof AVATAR_SEGMENTS)[number];
export const AVATAR_SEGMENT_COUNT = 16;

export interface AvatarPose {
  /**
   * x, y, z, w of each segment in the order of AVATAR_SEGMENTS: its global orientation in the frame x = person's left, y = up,
   * z = towards the camera, right-handed. Identity is the neutral position: upright, arms hanging, palms to the thighs.
   */
  rotations: Float64Array;
  /** Hip centre above the lowest foot point ÷ the same when standing; 1 is standing. */
  hipHeight: number;
  /** False when nobody is seen: the last pose is kept. */
  tracked: boolean;
}

export function createAvatarPose(): AvatarPose {
  const rotations = new Float64Array(4 * AVATAR_SEGMENT_COUNT);
  for (let i = 0; i < AVATAR_SEGMENT_COUNT; i++) rotations[4 * i + 3] = 1;
  return { rotations, hipHeight: 1, tracked: false };
}
