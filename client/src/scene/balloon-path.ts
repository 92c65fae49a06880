// How the balloon rises with the group's repetitions: always in the picture, never down, gently across the sky.
import { heightInPicture, type SceneFraming, shareOfPicture } from "./frame-scene.ts";

export const BALLOON_Z = -17;
/** Shares of the way at which a cloud is passed. */
export const ALTITUDE_MARKS = [0.25, 0.5, 0.75, 1] as const;
const LOWEST_IN_PICTURE = 0.575;
const HIGHEST_IN_PICTURE = 0.85;
/** The middle of the balloon starts this far above the head of who stands in front. */
const ABOVE_HEADS = 0.15;
const HEAD_METRES = 1.75;
const SETTLE_SECONDS = 0.9;

export interface BalloonPlace {
  x: number;
  /** Of the middle of the envelope. */
  y: number;
  z: number;
}

/** `share` 0…1 of the goal. */
export function balloonPlace(share: number, framing: SceneFraming): BalloonPlace {
  const bounded = Math.max(0, Math.min(1, share));
  const lowest = Math.max(LOWEST_IN_PICTURE, shareOfPicture(framing, HEAD_METRES, framing.frontZ) + ABOVE_HEADS);
  const inPicture = lowest + bounded * (HIGHEST_IN_PICTURE - lowest);
  return { x: 0.3 * Math.sin(bounded * Math.PI * 2), y: heightInPicture(framing, inPicture, BALLOON_Z), z: BALLOON_Z };
}

export interface Rise {
  share: number;
  perSecond: number;
}

/** Moves towards the goal like something light in air: starts and ends softly, never beyond. Changes and returns `rise`. */
export function advanceRise(rise: Rise, goal: number, seconds: number): Rise {
  // Critically damped spring, stepped exactly, so that a slow device sees the same rise.
  const omega = 2 / SETTLE_SECONDS;
  const away = rise.share - goal;
  const pull = rise.perSecond + omega * away;
  const decay = Math.exp(-omega * seconds);
  rise.share = goal + (away + pull * seconds) * decay;
  rise.perSecond = (rise.perSecond - omega * pull * seconds) * decay;
  return rise;
}
