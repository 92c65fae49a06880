// How well a number tells two groups apart: the chance that one of the higher group lies above one of the lower, ties half.
export function areaUnderCurve(higher: readonly number[], lower: readonly number[]): number {
  let won = 0;
  for (const high of higher) for (const low of lower) won += high > low ? 1 : high === low ? 0.5 : 0;
  return won / (higher.length * lower.length);
}
