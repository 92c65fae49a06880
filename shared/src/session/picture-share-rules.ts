// What a step of the ladder leaves of a picture. A step that changed nothing would be told all the same: so each takes a size away while
// there are several, and then half of the pictures a second, and every picture somebody looks at becomes cheaper with it.
import { carriesPicture, type PictureStep } from "./picture-ladder-rules.ts";

/** Of the pictures a second: what the layers of time of a picture (L1T3) can be cut down to. */
export const FRAME_SHARES = [1, 0.5, 0.25] as const;
export type FrameShare = (typeof FRAME_SHARES)[number];

export interface PictureShare {
  /** The smallest first; 0: nothing of it. */
  readonly sizes: number;
  readonly frames: FrameShare;
}

/** `wanted`: the sizes that would be sent otherwise. */
export function shareAt(step: PictureStep, wanted: number): PictureShare {
  const less = stepsLess(step);
  return less === undefined ? { sizes: 0, frames: 1 } : shareAfter(less, wanted);
}

/** How many steps less than everything; undefined: nothing of the picture. */
export function stepsLess(step: PictureStep): number | undefined {
  if (!carriesPicture(step)) return undefined;
  // A line that is gone comes back in what a weak one carries.
  return step === "full" ? 0 : step === "lower" ? 1 : 2;
}

export function shareAfter(less: number, wanted: number): PictureShare {
  const sizes = Math.min(wanted, Math.max(1, wanted - less));
  return { sizes, frames: FRAME_SHARES[less - (wanted - sizes)] ?? 0.25 };
}
