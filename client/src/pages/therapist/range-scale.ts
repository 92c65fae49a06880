// Where value, interval and target of a range of motion stand on a gauge, in percent of its width: to the right is further, also where further is a smaller angle.
import { degreesBeyond, directionOf, type Travel } from "@ensemble/shared/movement/attained.ts";
import { scaleAngles } from "./angle-scale.ts";

export interface RangeReading {
  /** The angle attained; undefined before the first repetition. */
  readonly degrees: number | undefined;
  /** By how many degrees the truth may be less, and greater. */
  readonly below95: number;
  readonly above95: number;
  readonly measurable: boolean;
  readonly targetDegrees: number;
  /** The exercise's own way. */
  readonly travel: Travel;
}

export interface RangeScale {
  readonly farDegrees: number;
  readonly targetPercent: number;
  /** Absent where nothing may be shown as a number. */
  readonly value:
    | { readonly degrees: number; readonly percent: number; readonly fromPercent: number; readonly toPercent: number }
    | undefined;
  readonly state: "empty" | "notMeasurable" | "below" | "met";
}

export function scaleRange(reading: RangeReading): RangeScale {
  const { degrees, below95, above95, targetDegrees, travel } = reading;
  const shown = reading.measurable ? degrees : undefined;
  const ends = shown === undefined ? [] : [shown - below95, shown + above95];
  const { farDegrees, shareOf } = scaleAngles(travel, targetDegrees, ends);
  const percent = (angle: number) => 100 * shareOf(angle);
  const interval = ends.map(percent);
  return {
    farDegrees,
    targetPercent: percent(targetDegrees),
    value:
      shown === undefined
        ? undefined
        : {
            degrees: shown,
            percent: percent(shown),
            fromPercent: Math.min(...interval),
            toPercent: Math.max(...interval),
          },
    state: stateOf(reading),
  };
}

function stateOf({ degrees, measurable, targetDegrees, travel }: RangeReading): RangeScale["state"] {
  if (degrees === undefined) return "empty";
  if (!measurable) return "notMeasurable";
  return degreesBeyond(degrees, targetDegrees, directionOf(travel)) >= 0 ? "met" : "below";
}
