// The stretch of degrees that a gauge or a curve shows: from where the exercise begins to somewhat beyond the target, whichever way its angle goes.
import { degreesBeyond, directionOf, type Travel } from "@ensemble/shared/movement/attained.ts";

export interface AngleScale {
  /** Where the exercise begins; the greater angle where the exercise makes an angle smaller. */
  readonly nearDegrees: number;
  readonly farDegrees: number;
  /** 0 at the near end, 1 at the far end. */
  readonly shareOf: (degrees: number) => number;
}

const STEP_DEGREES = 10;
/** Of the way from rest to the target. */
const ROOM_BEYOND_TARGET = 0.25;

/** Whatever is in `shownDegrees` is on the scale. */
export function scaleAngles(travel: Travel, targetDegrees: number, shownDegrees: readonly number[]): AngleScale {
  const direction = directionOf(travel);
  const further = (degrees: number) => degreesBeyond(degrees, 0, direction);
  const rest = further(Math.round(travel.restDegrees));
  const target = further(targetDegrees);
  const shown = shownDegrees.map(further);
  const near = STEP_DEGREES * Math.floor(Math.min(rest, target, ...shown) / STEP_DEGREES);
  const reach = Math.max(target + ROOM_BEYOND_TARGET * Math.abs(target - rest), rest, ...shown);
  const far = Math.max(near + STEP_DEGREES, STEP_DEGREES * Math.ceil(reach / STEP_DEGREES));
  return {
    nearDegrees: further(near),
    farDegrees: further(far),
    shareOf: (degrees) => Math.min(1, Math.max(0, (further(degrees) - near) / (far - near))),
  };
}
