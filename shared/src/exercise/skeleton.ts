// The reference body: lengths as parts of stature after Drillis and Contini, Body Segment Parameters, 1966 (New York University
// report 1163.03), as printed in Winter, Biomechanics and Motor Control of Human Movement; see also Contini, Body Segment Parameters,
// Part II, Artificial Limbs 16(1):1-19, 1972, https://library.drfop.org/items/show/179763.
export const SKELETON = {
  ankleHeight: 0.039,
  shin: 0.246,
  thigh: 0.245,
  /** Between the hip joints. */
  hipWidth: 0.191,
  /** Hip joints to shoulder joints: 0.818 − 0.530. */
  trunk: 0.288,
  shoulderWidth: 0.259,
  upperArm: 0.186,
  forearm: 0.146,
  hand: 0.108,
  footLength: 0.152,
  /** Shoulder line to ear: eye height 0.936 − 0.818. */
  neckAndHead: 0.118,
} as const;

/** Points of head, hand and foot that no table gives, as parts of stature: project assumption. */
export const SKELETON_DETAILS = {
  earHalfWidth: 0.044,
  noseForward: 0.06,
  noseDown: 0.014,
  eyeForward: 0.05,
  mouthForward: 0.052,
  mouthDown: 0.035,
  mouthHalfWidth: 0.014,
  /** The heel behind the ankle. */
  heelBack: 0.04,
  fingerHalfSpread: 0.018,
  thumbForward: 0.025,
} as const;
