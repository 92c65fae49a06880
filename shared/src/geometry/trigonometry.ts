// Sine, cosine and their inverses as fixed polynomials: the built-in ones differ between engines in the last bit, and a count
// must come out the same in the browser, on the server and in a replay years later. Only + − × ÷ and square root are used.

export const PI = Math.PI;
const HALF_PI = PI / 2;
const QUARTER_PI = PI / 4;
export const DEGREES_PER_RADIAN = 180 / PI;
export const RADIANS_PER_DEGREE = PI / 180;

/** Sine of an angle in radians; |error| ≤ 1e-9 for |angle| ≤ 1e5. */
export function sine(radians: number): number {
  const turns = Math.round(radians / HALF_PI);
  const rest = radians - turns * HALF_PI;
  switch (((turns % 4) + 4) % 4) {
    case 0:
      return sineNearZero(rest);
    case 1:
      return cosineNearZero(rest);
    case 2:
      return -sineNearZero(rest);
    default:
      return -cosineNearZero(rest);
  }
}

/** Cosine of an angle in radians; |error| ≤ 1e-9 for |angle| ≤ 1e5. */
export function cosine(radians: number): number {
  return sine(radians + HALF_PI);
}

/** Angle in radians (−π…π) of the point (x, y); 0 for the origin; |error| ≤ 1e-9. */
export function arcTangent2(y: number, x: number): number {
  const absoluteX = Math.abs(x);
  const absoluteY = Math.abs(y);
  if (absoluteX === 0 && absoluteY === 0) return 0;
  const steep = absoluteY > absoluteX;
  const ratio = steep ? absoluteX / absoluteY : absoluteY / absoluteX;
  let angle = arcTangentOfUnitRange(ratio);
  if (steep) angle = HALF_PI - angle;
  if (x < 0) angle = PI - angle;
  return y < 0 ? -angle : angle;
}

// Taylor series on |x| ≤ π/4: the first term left out is below 5e-14.
function sineNearZero(x: number): number {
  const s = x * x;
  return x * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - (s / 110) * (1 - s / 156))))));
}

function cosineNearZero(x: number): number {
  const s = x * x;
  return 1 - (s / 2) * (1 - (s / 12) * (1 - (s / 30) * (1 - (s / 56) * (1 - (s / 90) * (1 - s / 132)))));
}

// tan π/8; above it the angle is taken from π/4, so that the series sees |x| ≤ 0.4142 only.
const TANGENT_OF_EIGHTH = 0.41421356237309503;

function arcTangentOfUnitRange(ratio: number): number {
  if (ratio > TANGENT_OF_EIGHTH) return QUARTER_PI + arcTangentSeries((ratio - 1) / (ratio + 1));
  return arcTangentSeries(ratio);
}

// The alternating series to x²³: the first term left out is 0.4142²⁵ / 25 < 1.1e-11.
function arcTangentSeries(x: number): number {
  const s = x * x;
  let sum = 1 / 23;
  for (let odd = 21; odd >= 1; odd -= 2) sum = 1 / odd - s * sum;
  return x * sum;
}
