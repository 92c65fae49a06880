// How much each session adds, and what is there without any: a line through the measurements by least squares.
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Throws where all x are one: nothing says how it rises. */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): Line {
  const mean = (read: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length;
  const meanX = mean(([x]) => x);
  const meanY = mean(([, y]) => y);
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) throw new Error("a line needs measurements at two places at least");
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  return { slope, intercept: meanY - slope * meanX };
}
