// What a real pose model makes of a body, as fitted to its output on figures whose joints are known: late, flattened in depth, wrong in a
// way that stays with the person, in another that goes with where the movement is, trembling. `camera-noise-fit.ts` has the numbers and how they are made.
import { BODY_LINES, type BodyLine, type LineName, meanStep, placeBodyLines, readBodyLines } from "./body-lines.ts";
import { FITTED_ROWS, FITTED_STEPS } from "./camera-noise-fit.ts";
import { asFitted, KNOT_DEGREES, type LineError, readLineError } from "./line-error.ts";
import { createSeededRandom, nextNormal, type SeededRandom } from "./seeded-random.ts";

export interface CameraNoise {
  readonly random: SeededRandom;
  /** Standard normal numbers of each line and axis: of this person, and of this moment. */
  readonly person: Float64Array;
  readonly drift: Float64Array;
  readonly seenDrift: Float64Array;
  /** The lines the model has come to so far, and the true ones of the last frame; empty before the first. */
  readonly late: Float64Array;
  readonly last: Float64Array;
  started: boolean;
}

export function createCameraNoise(seed: number): CameraNoise {
  const random = createSeededRandom(seed);
  const normals = () => Float64Array.from({ length: 3 * BODY_LINES.length }, () => nextNormal(random));
  return {
    random,
    person: normals(),
    drift: normals(),
    seenDrift: normals(),
    late: new Float64Array(3 * BODY_LINES.length),
    last: new Float64Array(3 * BODY_LINES.length),
    started: false,
  };
}

/**
 * Writes what the model would give for the world landmarks `exact`, 33 × (x, y, z) in metres, `elapsedMs` after the frame before;
 * `viewDegrees` is the body's turn, 90 with the left side to the camera. Mutates the noise: call it once a frame, in order.
 */
export function applyCameraNoise(
  noise: CameraNoise,
  exact: Float64Array,
  viewDegrees: number,
  elapsedMs: number,
  world: Float64Array,
  visibility: Float64Array,
): void {
  const { random, person, drift, seenDrift, late, last } = noise;
  readBodyLines(exact, lines);
  const follows = noise.started ? elapsedMs / (elapsedMs + FITTED_STEPS.lateMs) : 1;
  // Who stands still is seen wrongly in the same way from frame to frame.
  const moved = noise.started ? meanStep(lines, last) : 0;
  const stays = FITTED_STEPS.driftMetres / (moved + FITTED_STEPS.driftMetres);
  const moves = Math.sqrt(1 - stays * stays);
  noise.started = true;
  last.set(lines);
  visibility.fill(1);
  for (const [index, line] of BODY_LINES.entries()) {
    const { turn, signs } = asFitted(line, viewDegrees);
    const { before, after, weight } = knotsAround(line, turn);
    const blend = (of: (error: LineError) => number) => of(before) + weight * (of(after) - of(before));
    for (let axis = 0; axis < 3; axis++) {
      const at = 3 * index + axis;
      const sign = signs[axis]!;
      late[at] = late[at]! + follows * (lines[at]! - late[at]!);
      drift[at] = stays * drift[at]! + moves * nextNormal(random);
      const wrong =
        blend(({ bias }) => bias[axis]!) +
        blend(({ person }) => person[axis]!) * person[at]! +
        blend(({ drift }) => drift[axis]!) * drift[at]! +
        blend(({ jitter }) => jitter[axis]!) * nextNormal(random);
      lines[at] = sign * (blend(({ gain }) => gain[axis]!) * sign * late[at]! + wrong / 1000);
    }
    seenDrift[index] = stays * seenDrift[index]! + moves * nextNormal(random);
    const seen =
      blend(({ visibility }) => visibility[0]) + blend(({ visibility }) => visibility[1]) * seenDrift[index]!;
    visibility[line.end] = Math.max(0, Math.min(1, seen));
  }
  placeBodyLines(lines, exact, world);
}

const FITTED_ERRORS = Object.fromEntries(
  Object.entries(FITTED_ROWS).map(([name, rows]) => [name, rows.map(readLineError)]),
) as Record<LineName, LineError[]>;

const lines = new Float64Array(3 * BODY_LINES.length);

/** Between the views that were filmed the errors are blended; beyond the last they stay. */
function knotsAround({ name }: BodyLine, turn: number): { before: LineError; after: LineError; weight: number } {
  const errors = FITTED_ERRORS[name];
  const knots = KNOT_DEGREES.slice(KNOT_DEGREES.length - errors.length);
  let after = knots.findIndex((degrees) => degrees >= turn);
  if (after < 0) after = knots.length - 1;
  const before = Math.max(0, after - 1);
  const span = knots[after]! - knots[before]!;
  const weight = span === 0 ? 0 : Math.max(0, Math.min(1, (turn - knots[before]!) / span));
  return { before: errors[before]!, after: errors[after]!, weight };
}
