// How wrong a pose model is about one line of the body, as `camera-noise-fit.ts` has it in rows of numbers.
import type { BodyLine } from "./body-lines.ts";

type Axes = readonly [x: number, y: number, z: number];

/** What is seen of a line = gain × the true one + bias + what stays with the person + drift + jitter; millimetres, axes of world landmarks. */
export interface LineError {
  readonly gain: Axes;
  readonly bias: Axes;
  /** Standard deviations. */
  readonly person: Axes;
  readonly drift: Axes;
  readonly jitter: Axes;
  /** Of the line's end: mean and standard deviation, 0…1. */
  readonly visibility: readonly [mean: number, deviation: number];
}

/** The body's turn, for a left limb: negative is the limb turned away from the camera. Central lines have the last three. */
export const KNOT_DEGREES = [-85, -45, 0, 45, 85];

/** Gain, bias, person, drift and jitter of x, y and z, then visibility. */
export function readLineError(row: readonly number[]): LineError {
  const three = (from: number): Axes => [row[from]!, row[from + 1]!, row[from + 2]!];
  return {
    gain: three(0),
    bias: three(3),
    person: three(6),
    drift: three(9),
    jitter: three(12),
    visibility: [row[15]!, row[16]!],
  };
}

/** Errors were fitted for a left limb and a body turned to the left: everything else is a mirror image of that. */
export function asFitted(
  { name, side }: BodyLine,
  viewDegrees: number,
): { turn: number; signs: readonly [number, number, number] } {
  if (side !== undefined)
    return side === "left" ? { turn: viewDegrees, signs: SAME } : { turn: -viewDegrees, signs: MIRRORED };
  if (viewDegrees >= 0) return { turn: viewDegrees, signs: SAME };
  return { turn: -viewDegrees, signs: name === "hips" || name === "shoulders" ? EXCHANGED : MIRRORED };
}

const SAME = [1, 1, 1] as const;
const MIRRORED = [-1, 1, 1] as const;
/** From right to left stays from right to left in a mirror. */
const EXCHANGED = [1, -1, -1] as const;
