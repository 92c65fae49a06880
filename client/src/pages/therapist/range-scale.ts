// Where value, interval and target of a range of motion stand on a gauge, in percent of its width.
export interface RangeReading {
  /** Degrees; undefined before the first repetition. */
  readonly degrees: number | undefined;
  readonly halfWidth95: number;
  readonly measurable: boolean;
  readonly targetDegrees: number;
}

export interface RangeScale {
  readonly maximumDegrees: number;
  readonly targetPercent: number;
  /** Absent where nothing may be shown as a number. */
  readonly value: { readonly percent: number; readonly fromPercent: number; readonly toPercent: number } | undefined;
  readonly state: "empty" | "notMeasurable" | "below" | "met";
}

const STEP_DEGREES = 10;
const ROOM_ABOVE_TARGET = 1.25;

export function scaleRange(reading: RangeReading): RangeScale {
  const { degrees, halfWidth95, targetDegrees } = reading;
  const shown = reading.measurable ? degrees : undefined;
  const reach = Math.max(targetDegrees * ROOM_ABOVE_TARGET, (shown ?? 0) + halfWidth95, STEP_DEGREES);
  const maximumDegrees = Math.ceil(reach / STEP_DEGREES) * STEP_DEGREES;
  const percent = (angle: number) => (100 * Math.min(maximumDegrees, Math.max(0, angle))) / maximumDegrees;
  return {
    maximumDegrees,
    targetPercent: percent(targetDegrees),
    value:
      shown === undefined
        ? undefined
        : {
            percent: percent(shown),
            fromPercent: percent(shown - halfWidth95),
            toPercent: percent(shown + halfWidth95),
          },
    state: stateOf(reading),
  };
}

function stateOf({ degrees, measurable, targetDegrees }: RangeReading): RangeScale["state"] {
  if (degrees === undefined) return "empty";
  if (!measurable) return "notMeasurable";
  return degrees >= targetDegrees ? "met" : "below";
}
