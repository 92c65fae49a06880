// How evenly a movement goes [QUA5, QUA6]: spectral arc length and log dimensionless jerk of its speed, there and back, against the reference's own.
// Both after Balasubramanian, Melendez-Calderon, Roby-Brami, Burdet, J NeuroEngineering Rehabil 2015, 12:112, doi 10.1186/s12984-015-0090-9.
import { naturalLogarithm } from "../geometry/logarithm.ts";
import { cosine, PI, sine } from "../geometry/trigonometry.ts";
import type { CourseMemory } from "./movement-course.ts";

/** The parameters of the authors' own program: nothing above 10 Hz, nothing after the spectrum has fallen below 0.05, zeros added up to 16 times the length. */
const CUTOFF_HERTZ = 10;
const AMPLITUDE_THRESHOLD = 0.05;
const PADDING = 16;

export interface Smoothness {
  /** Negative numbers; the nearer to zero, the smoother. */
  arcLength: number;
  logJerk: number;
  /** Highest ÷ mean speed on the way out: 1.9 of a calm reach, far more of a swing that is only begun and then left to itself. */
  swing: number;
}

/** Reaching this share of the height ends the way there, leaving it begins the way back: how long one stays there is no matter of smoothness. */
const AT_HEIGHT = 0.95;
/** In a way shorter than this a camera's jitter would be judged. Project assumption. */
const SHORTEST_WAY_DEGREES = 40;
/** Jerk is read from few, even values: with more, the edges between a slow camera's frames would count. */
const JERK_STEPS = 10;
const FEWEST_STEPS = 5;
/**
 * Less smooth than the reference by `tolerated` is what a camera's jitter makes of anybody (three quarters of healthy people's correct
 * repetitions in UI-PRMD lose less); at `none` nothing is left. Project assumption.
 */
const ARC_LENGTH = { tolerated: 0.3, none: 1.5 };
const LOG_JERK = { tolerated: 4, none: 7 };

/** 0…1: the mean of both measures' shares, each against the reference's own. */
export function judgeSmoothness(own: Smoothness, reference: Smoothness): number {
  const arcLength = shareOfLoss(reference.arcLength - own.arcLength, ARC_LENGTH);
  const logJerk = shareOfLoss(reference.logJerk - own.logJerk, LOG_JERK);
  return (arcLength + logJerk) / 2;
}

/**
 * Of a movement from rest to its height and back, the mean of both ways; null where it is too short to be told. `degreesPerShare`: how far
 * the counted angle goes in the whole of the reference's way.
 */
export function smoothnessOf(course: CourseMemory, degreesPerShare: number): Smoothness | null {
  const { shares, count } = course;
  let peak = 0;
  for (let i = 1; i < count; i++) if (shares[i]! > shares[peak]!) peak = i;
  const height = shares[peak]! - shares[0]!;
  if (height * degreesPerShare < SHORTEST_WAY_DEGREES) return null;
  const high = shares[0]! + AT_HEIGHT * height;
  let reached = peak;
  while (reached > 0 && shares[reached - 1]! >= high) reached--;
  let left = peak;
  while (left < count - 1 && shares[left + 1]! >= high) left++;
  const out = smoothnessOfWay(course, 0, reached);
  const home = smoothnessOfWay(course, left, count - 1);
  if (out === null || home === null) return null;
  return {
    arcLength: (out.arcLength + home.arcLength) / 2,
    logJerk: (out.logJerk + home.logJerk) / 2,
    swing: out.swing,
  };
}

/** Spectral arc length of `count` speeds, one every `stepSeconds`; NaN where nothing moves. */
export function spectralArcLength(speeds: ArrayLike<number>, count: number, stepSeconds: number): number {
  let padded = PADDING;
  while (padded < PADDING * count) padded *= 2;
  const highest = Math.min(Math.floor(CUTOFF_HERTZ * padded * stepSeconds), padded / 2);
  const spectrum = new Float64Array(highest + 1);
  const whole = magnitudeAt(speeds, count, 0);
  let last = 0;
  for (let k = 0; k <= highest; k++) {
    spectrum[k] = magnitudeAt(speeds, count, (2 * PI * k) / padded) / whole;
    if (spectrum[k]! >= AMPLITUDE_THRESHOLD) last = k;
  }
  if (last === 0) return Number.NaN;
  let length = 0;
  for (let k = 1; k <= last; k++) {
    const rise = spectrum[k]! - spectrum[k - 1]!;
    length += Math.sqrt(1 / (last * last) + rise * rise);
  }
  return -length;
}

/** −ln of duration³ ÷ highest speed² × the integral of the speed's squared second derivative; NaN where nothing moves. */
export function logDimensionlessJerk(speeds: ArrayLike<number>, count: number, stepSeconds: number): number {
  let highest = 0;
  let integral = 0;
  for (let i = 0; i < count; i++) highest = Math.max(highest, Math.abs(speeds[i]!));
  for (let i = 1; i + 1 < count; i++) {
    const jerk = (speeds[i - 1]! - 2 * speeds[i]! + speeds[i + 1]!) / (stepSeconds * stepSeconds);
    integral += jerk * jerk * stepSeconds;
  }
  const duration = count * stepSeconds;
  return -naturalLogarithm((duration * duration * duration * integral) / (highest * highest));
}

function smoothnessOfWay({ shares, stepMs }: CourseMemory, from: number, to: number): Smoothness | null {
  const steps = to - from;
  if (steps < FEWEST_STEPS) return null;
  const seconds = stepMs / 1000;
  for (let i = 0; i < steps; i++) speeds[i] = Math.abs(shares[from + i + 1]! - shares[from + i]!) / seconds;
  const arcLength = spectralArcLength(speeds, steps, seconds);
  let highest = 0;
  for (let i = 0; i < JERK_STEPS; i++) {
    const began = valueAt(shares, from + (i * steps) / JERK_STEPS);
    const ended = valueAt(shares, from + ((i + 1) * steps) / JERK_STEPS);
    speeds[i] = (ended - began) * JERK_STEPS;
    highest = Math.max(highest, Math.abs(speeds[i]!));
  }
  const size = Math.abs(shares[to]! - shares[from]!);
  const logJerk = logDimensionlessJerk(speeds, JERK_STEPS, 1 / JERK_STEPS);
  return Number.isNaN(arcLength) || Number.isNaN(logJerk) ? null : { arcLength, logJerk, swing: highest / size };
}

// Filled anew for each movement.
const speeds = new Float64Array(64);

function valueAt(values: readonly number[], at: number): number {
  const before = Math.floor(at);
  const next = values[before + 1];
  return next === undefined ? values[before]! : values[before]! + (at - before) * (next - values[before]!);
}

/** Size of the sum of speeds turning by `radians` from one to the next. */
function magnitudeAt(values: ArrayLike<number>, count: number, radians: number): number {
  const stepX = cosine(radians);
  const stepY = sine(radians);
  let x = 1;
  let y = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < count; i++) {
    sumX += values[i]! * x;
    sumY += values[i]! * y;
    const turned = x * stepX - y * stepY;
    y = x * stepY + y * stepX;
    x = turned;
  }
  return Math.sqrt(sumX * sumX + sumY * sumY);
}

function shareOfLoss(loss: number, { tolerated, none }: { tolerated: number; none: number }): number {
  return Math.max(0, Math.min(1, (none - loss) / (none - tolerated)));
}
