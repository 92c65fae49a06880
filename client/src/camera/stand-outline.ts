// The outline to step into: a standing person, feet to hands, arms a little away from the body, as one closed path for SVG or Path2D.

/**
 * Right half of the silhouette from the crown to between the feet: x from the middle and y from the crown, in body heights.
 * Proportions after the segment lengths of Drillis and Contini (1966) as given by Winter, Biomechanics and Motor Control of Human Movement.
 */
const HALF: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.045, 0.012],
  [0.062, 0.055],
  [0.052, 0.1],
  [0.032, 0.13],
  [0.034, 0.158],
  [0.1, 0.178],
  [0.138, 0.205],
  [0.163, 0.27],
  [0.195, 0.37],
  [0.226, 0.462],
  [0.25, 0.53],
  [0.236, 0.55],
  [0.212, 0.536],
  [0.186, 0.47],
  [0.152, 0.385],
  [0.122, 0.305],
  [0.108, 0.285],
  [0.102, 0.36],
  [0.1, 0.42],
  [0.113, 0.5],
  [0.116, 0.58],
  [0.104, 0.7],
  [0.1, 0.77],
  [0.092, 0.86],
  [0.082, 0.945],
  [0.11, 0.985],
  [0.1, 1],
  [0.05, 1],
  [0.042, 0.95],
  [0.04, 0.86],
  [0.034, 0.76],
  [0.028, 0.66],
  [0.012, 0.54],
];
/** Height of the outline in box heights, and of the ground under its feet. */
const BODY_HEIGHT = 0.8;
const FEET_AT = 0.94;

/** SVG path data of the outline in a box of this size, standing in its middle; smaller where the box is narrow. */
export function outlinePath(widthPx: number, heightPx: number): string {
  const size = Math.min(BODY_HEIGHT * heightPx, widthPx / 0.7);
  const crownY = FEET_AT * heightPx - size;
  const toBox = ([x, y]: readonly [number, number], side: 1 | -1): [number, number] => [
    widthPx / 2 + side * x * size,
    crownY + y * size,
  ];
  const right = HALF.map((point) => toBox(point, 1));
  const left = HALF.slice(1)
    .reverse()
    .map((point) => toBox(point, -1));
  return smoothClosedPath([...right, ...left]);
}

/** Rounded through the middles of the edges, so that every corner is a soft curve. */
function smoothClosedPath(points: readonly (readonly [number, number])[]): string {
  const middle = (a: readonly [number, number], b: readonly [number, number]) =>
    `${pixels((a[0] + b[0]) / 2)} ${pixels((a[1] + b[1]) / 2)}`;
  const last = points.at(-1);
  const first = points[0];
  if (last === undefined || first === undefined) return "";
  let path = `M${middle(last, first)}`;
  for (const [index, point] of points.entries()) {
    const next = points[index + 1] ?? first;
    path += `Q${pixels(point[0])} ${pixels(point[1])} ${middle(point, next)}`;
  }
  return `${path}Z`;
}

function pixels(value: number): string {
  return value.toFixed(1);
}
