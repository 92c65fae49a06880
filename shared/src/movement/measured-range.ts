// The range one motion goes through in a repetition [ROM]: from the deepest rest before it to its extremes, on a calmer line, and how long it was seen from where it can be measured.

export interface RangeMemory {
  /** The angle where this rest was deepest, how deep that was, and for how long it has not been as deep again. */
  restDegrees: number;
  deepestShare: number;
  sinceDeepestMs: number;
  maximumDegrees: number;
  minimumDegrees: number;
  seen: boolean;
  /** On a calmer line: extremes of a jittering angle would be too large. */
  calmDegrees: number;
  viewFitMs: number;
}

/** No rest seen since the last movement; shares stay far below it. */
const NOT_RESTED = 9;
/** A rest seen long ago is forgotten: its depth fades by this share a second, but not at once, or an angle that sets out while the counted one has hardly moved would take it along. */
const REST_FADES_PER_SECOND = 0.02;
const REST_HELD_MS = 1000;
/** Time constant of the calmer line. */
const CALM_MS = 60;

export function createRangeMemory(): RangeMemory {
  return {
    restDegrees: 0,
    deepestShare: NOT_RESTED,
    sinceDeepestMs: 0,
    maximumDegrees: 0,
    minimumDegrees: 0,
    seen: false,
    calmDegrees: 0,
    viewFitMs: 0,
  };
}

/** `share`: how far from the reference's rest the counted angle is; `isOwnRest`: not while the other side moves. NaN degrees: not seen. */
export function observeRangeAtRest(
  range: RangeMemory,
  degrees: number,
  share: number,
  isOwnRest: boolean,
  viewFits: boolean,
  elapsedMs: number,
): void {
  range.sinceDeepestMs += elapsedMs;
  if (range.sinceDeepestMs > REST_HELD_MS) range.deepestShare += (REST_FADES_PER_SECOND * elapsedMs) / 1000;
  if (!Number.isNaN(degrees) && isOwnRest && share <= range.deepestShare) {
    range.deepestShare = share;
    range.restDegrees = degrees;
    range.sinceDeepestMs = 0;
  }
  range.viewFitMs = viewFits ? 1 : 0;
}

export function beginRange(range: RangeMemory): void {
  range.seen = range.deepestShare < NOT_RESTED;
  range.maximumDegrees = range.restDegrees;
  range.minimumDegrees = range.restDegrees;
  range.calmDegrees = range.restDegrees;
  range.deepestShare = NOT_RESTED;
}

export function observeRangeMoving(range: RangeMemory, degrees: number, viewFits: boolean, elapsedMs: number): void {
  if (viewFits) range.viewFitMs += elapsedMs;
  if (Number.isNaN(degrees)) return;
  if (!range.seen) range.calmDegrees = degrees;
  else range.calmDegrees += ((degrees - range.calmDegrees) * elapsedMs) / (CALM_MS + elapsedMs);
  if (!range.seen || range.calmDegrees > range.maximumDegrees) range.maximumDegrees = range.calmDegrees;
  if (!range.seen || range.calmDegrees < range.minimumDegrees) range.minimumDegrees = range.calmDegrees;
  range.seen = true;
}
