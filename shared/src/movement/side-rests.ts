// Where either side counts, one may rest elsewhere [REP20]: a hand on a chair's back, an arm in a sling. It counts by what it rises from there,
// and does not hide the other side's rest.

import { REST_AT_MOST } from "./repetition-rules.ts";

export interface SideRests {
  /** As shares of the reference's way; 0 for a side that rests where the reference does. */
  left: number;
  right: number;
  lowestLeft: number;
  lowestRight: number;
  /** -1 while it is not being watched. */
  watchedSinceMs: number;
}

/** Two quick repetitions or a slow one: the other side must have come down in it. Project assumption. */
const WATCHED_MS = 3000;

export function createSideRests(): SideRests {
  return { left: 0, right: 0, lowestLeft: 0, lowestRight: 0, watchedSinceMs: -1 };
}

/** `left`, `right`: shares of the reference's way, NaN while not seen. `isWaiting`: no movement is on its way. Mutates `rests`. */
export function advanceSideRests(
  rests: SideRests,
  left: number,
  right: number,
  atMs: number,
  isWaiting: boolean,
): void {
  rests.left = comeDown(rests.left, left);
  rests.right = comeDown(rests.right, right);
  if (!isWaiting || Number.isNaN(left + right)) {
    rests.watchedSinceMs = -1;
    return;
  }
  if (rests.watchedSinceMs < 0) {
    rests.watchedSinceMs = atMs;
    rests.lowestLeft = left;
    rests.lowestRight = right;
  }
  rests.lowestLeft = Math.min(rests.lowestLeft, left);
  rests.lowestRight = Math.min(rests.lowestRight, right);
  if (atMs - rests.watchedSinceMs < WATCHED_MS) return;
  if (rests.lowestLeft > REST_AT_MOST && rests.lowestRight <= REST_AT_MOST) rests.left = rests.lowestLeft;
  if (rests.lowestRight > REST_AT_MOST && rests.lowestLeft <= REST_AT_MOST) rests.right = rests.lowestRight;
  rests.watchedSinceMs = -1;
}

function comeDown(rest: number, share: number): number {
  if (rest === 0 || Number.isNaN(share)) return rest;
  return share <= REST_AT_MOST ? 0 : Math.min(rest, share);
}
