// How far a movement came: of its range the end that the exercise is for, be it the greater angle or, where the exercise makes an angle smaller, the lesser [ROM6].

/** The way of the reference body in one motion, degrees: where it begins and where it turns round. */
export interface Travel {
  readonly restDegrees: number;
  readonly peakDegrees: number;
}

/** What the angle does from rest to height. It falls where a bent knee is stretched to stand up, and where extension goes below zero. */
export type Direction = "rises" | "falls";

export function directionOf({ restDegrees, peakDegrees }: Travel): Direction {
  return peakDegrees < restDegrees ? "falls" : "rises";
}

/** In degrees, as the range itself. */
export function attainedDegrees(
  range: { readonly maximum: number; readonly minimum: number },
  direction: Direction,
): number {
  return direction === "falls" ? range.minimum : range.maximum;
}

/** By how many degrees the first angle lies further on the way than the second; negative where it falls short of it. */
export function degreesBeyond(firstDegrees: number, secondDegrees: number, direction: Direction): number {
  return direction === "falls" ? secondDegrees - firstDegrees : firstDegrees - secondDegrees;
}
