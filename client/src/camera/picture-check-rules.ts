// Whether the own picture is one: there, moving, not black, large and quick enough. Pure; all limits are project assumptions.
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";

export type PictureVerdict = DeviceCheckMessage["camera"];

/** What some looks at the picture, over two or three seconds, have found. */
export interface PictureSeen {
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Undefined where the browser counts none. */
  readonly framesPerSecond: number | undefined;
  /** 0…1, of the lightest look. */
  readonly brightness: number;
  /** Two looks differed: even in an empty room a camera's noise moves. */
  readonly moves: boolean;
}

/** A covered lens gives little more than its noise; a room in the evening gives several times as much. */
const BLACK = 0.025;
/** The estimator looks at 256 × 256 points; a picture smaller than what is asked for on slow devices loses hands and feet at three metres. */
const SMALL_PIXELS = 300;
/** Counting goes wrong below about ten pictures a second; fewer come from a camera that waits for light, or from a device that is busy. */
const SLOW_FRAMES_PER_SECOND = 8;

export function judgePicture(seen: PictureSeen | undefined): PictureVerdict {
  if (seen === undefined || seen.widthPixels === 0 || seen.heightPixels === 0) return "none";
  if (seen.brightness < BLACK) return "dark";
  if (!seen.moves) return "frozen";
  if (seen.framesPerSecond !== undefined && seen.framesPerSecond < SLOW_FRAMES_PER_SECOND) return "slow";
  return Math.max(seen.widthPixels, seen.heightPixels) < SMALL_PIXELS ? "small" : "good";
}

/** How different two pictures are, as the mean of all their bytes' differences; 0 when they are the same. */
export function differenceOf(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const length = Math.min(one.length, other.length);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += Math.abs((one[i] ?? 0) - (other[i] ?? 0));
  return length === 0 ? 0 : sum / length;
}
