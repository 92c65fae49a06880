// A pen's line with as few points as look the same: by Ramer, Douglas and Peucker, with a tolerance that grows until they fit. Pure.
import type { PicturePoint } from "@ensemble/shared/session/annotation.ts";

/** In 1/2048 of the picture: less than a line is wide. */
const FINEST = 2;

/** At the most `most` of the points given, in their order, the first and the last among them; at least two. */
export function simplifyStroke(points: readonly PicturePoint[], most: number): readonly PicturePoint[] {
  const [first] = points;
  if (first === undefined) return [];
  // A dot is a line without a length.
  if (points.length === 1) return [first, first];
  for (let tolerance = FINEST; ; tolerance *= 1.5) {
    const kept = keep(points, tolerance);
    if (kept.length <= most) return kept;
  }
}

function keep(points: readonly PicturePoint[], tolerance: number): readonly PicturePoint[] {
  const isKept = new Array<boolean>(points.length).fill(false);
  isKept[0] = true;
  isKept[points.length - 1] = true;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part;
    let farthest = -1;
    let distance = tolerance;
    for (let i = from + 1; i < to; i++) {
      const away = distanceTo(points[i]!, points[from]!, points[to]!);
      if (away <= distance) continue;
      distance = away;
      farthest = i;
    }
    if (farthest < 0) continue;
    isKept[farthest] = true;
    open.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, index) => isKept[index]);
}

function distanceTo([x, y]: PicturePoint, [fromX, fromY]: PicturePoint, [toX, toY]: PicturePoint): number {
  const dx = toX - fromX;
  const dy = toY - fromY;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
