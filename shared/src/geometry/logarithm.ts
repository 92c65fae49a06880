// The natural logarithm by + − × ÷ alone: the built-in one differs between engines in the last bit, like sine and cosine.

const LN_2 = Math.LN2;
const SQUARE_ROOT_OF_2 = Math.SQRT2;

/** For a positive, finite number; relative error below 1e-12. NaN otherwise. */
export function naturalLogarithm(value: number): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) return Number.NaN;
  let exponent = 0;
  let mantissa = value;
  // Doubling and halving are exact.
  while (mantissa > SQUARE_ROOT_OF_2) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa < SQUARE_ROOT_OF_2 / 2) {
    mantissa *= 2;
    exponent--;
  }
  return exponent * LN_2 + logarithmNearOne(mantissa);
}

// ln m = 2 artanh((m − 1) / (m + 1)); the argument is at most 0.1716, so that the first term left out is below 1e-14.
function logarithmNearOne(mantissa: number): number {
  const x = (mantissa - 1) / (mantissa + 1);
  const s = x * x;
  let sum = 0;
  for (let odd = 17; odd >= 1; odd -= 2) sum = 1 / odd + s * sum;
  return 2 * x * sum;
}
