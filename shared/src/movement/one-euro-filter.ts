// The 1€ filter: smooth when slow, quick when fast. Casiez, Roussel, Vogel, CHI 2012, doi 10.1145/2207676.2208639.
// Time steps are the frames' own, so that the result does not hang on a frame rate.
import { PI } from "../geometry/trigonometry.ts";

export interface OneEuroRule {
  minimumCutoffHertz: number;
  /** How much the cutoff rises per unit of speed (Hz per unit/s). */
  beta: number;
  speedCutoffHertz: number;
}

/** What a filter remembers, from its place in a list of numbers on: whether it has begun (1 or 0), the newest value as it came, smoothed, and its speed. */
export const FILTER_STARTED = 0;
export const FILTER_RAW = 1;
export const FILTER_VALUE = 2;
export const FILTER_SPEED = 3;
export const FILTER_NUMBERS = 4;

/** Takes one value `seconds` after the one before; the filter's memory begins at `at`, and is mutated. The first value passes as it is. */
export function advanceOneEuro(
  memory: Float64Array,
  at: number,
  value: number,
  seconds: number,
  rule: OneEuroRule,
): void {
  if (memory[at + FILTER_STARTED] === 0 || seconds <= 0) {
    memory[at + FILTER_STARTED] = 1;
    memory[at + FILTER_RAW] = value;
    memory[at + FILTER_VALUE] = value;
    memory[at + FILTER_SPEED] = 0;
    return;
  }
  const before = memory[at + FILTER_SPEED]!;
  const smoothed = memory[at + FILTER_VALUE]!;
  const newest = (value - memory[at + FILTER_RAW]!) / seconds;
  const speed = before + smoothingFactor(rule.speedCutoffHertz, seconds) * (newest - before);
  const cutoff = rule.minimumCutoffHertz + rule.beta * Math.abs(speed);
  memory[at + FILTER_RAW] = value;
  memory[at + FILTER_SPEED] = speed;
  memory[at + FILTER_VALUE] = smoothed + smoothingFactor(cutoff, seconds) * (value - smoothed);
}

function smoothingFactor(cutoffHertz: number, seconds: number): number {
  const timeConstant = 1 / (2 * PI * cutoffHertz);
  return 1 / (1 + timeConstant / seconds);
}
