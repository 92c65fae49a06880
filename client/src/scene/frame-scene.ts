// Where the camera stands so that everybody is in the picture with the sky above them, in landscape and in portrait.
export interface SceneFraming {
  /** Of the camera, metres; it looks along −z. */
  height: number;
  distance: number;
  /** Point it looks at, at z = 0. */
  targetHeight: number;
  verticalFovRadians: number;
  /** Where who stands in front is, seen from the middle towards the camera. */
  frontZ: number;
}

const VERTICAL_FOV = 0.54;
const CAMERA_HEIGHT = 1.95;
/** Arms raised sideways must not leave the picture. */
const REACH_METRES = 0.82;
const NEAREST = 6.4;
/** Share of the picture's height below the feet of who stands in front. */
const FLOOR_SHARE = 0.055;

/** `halfWidth`: how far from the middle the outermost person stands, `frontZ` and `outerZ` how near the nearest and the outermost. */
export function frameScene(aspect: number, halfWidth: number, frontZ: number, outerZ: number): SceneFraming {
  const halfTan = Math.tan(VERTICAL_FOV / 2) * Math.max(0.2, aspect);
  const distance = Math.max(NEAREST, frontZ + 4.6, outerZ + (halfWidth + REACH_METRES) / halfTan);
  // The ray at the lower edge of the floor share meets the ground at frontZ.
  const depression = Math.atan2(CAMERA_HEIGHT, distance - frontZ);
  const fromMiddle = Math.atan((1 - 2 * FLOOR_SHARE) * Math.tan(VERTICAL_FOV / 2));
  const tilt = fromMiddle - depression;
  return {
    height: CAMERA_HEIGHT,
    distance,
    targetHeight: CAMERA_HEIGHT + Math.tan(tilt) * distance,
    verticalFovRadians: VERTICAL_FOV,
    frontZ,
  };
}

/** How far up the picture (0 bottom, 1 top) something of that height at depth z appears. */
export function shareOfPicture(framing: SceneFraming, height: number, z: number): number {
  const tilt = Math.atan2(framing.targetHeight - framing.height, framing.distance);
  const angle = Math.atan2(height - framing.height, framing.distance - z) - tilt;
  return 0.5 + Math.tan(angle) / (2 * Math.tan(framing.verticalFovRadians / 2));
}

/** Height in the world of what appears `share` (0 bottom, 1 top) up the picture at depth z. */
export function heightInPicture(framing: SceneFraming, share: number, z: number): number {
  const tilt = Math.atan2(framing.targetHeight - framing.height, framing.distance);
  const angle = tilt + Math.atan((2 * share - 1) * Math.tan(framing.verticalFovRadians / 2));
  return framing.height + Math.tan(angle) * (framing.distance - z);
}
