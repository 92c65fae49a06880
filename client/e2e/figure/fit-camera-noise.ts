// `node client/e2e/figure/fit-camera-noise.ts FOLDER`: fits the errors of the pose models to what `record-figures.ts` wrote there, and prints
// shared/src/exercise/camera-noise-fit.ts. Each axis of each line of the body is its true one times a gain, and a bias, and what is left over.
import {
  BODY_LINES,
  CENTRAL_LINES,
  LIMB_LINES,
  type LineName,
  meanStep,
  readBodyLines,
} from "@ensemble/shared/exercise/body-lines.ts";
import { asFitted, KNOT_DEGREES, type LineError } from "@ensemble/shared/exercise/line-error.ts";
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { type FigureRecording, readFigureRecordings } from "./figure-recordings.ts";

/** Numbers of one axis of one line in one film, as if of a left limb of a body turned to the left. */
interface Sample {
  film: number;
  truth: number[];
  seen: number[];
  isStill: boolean[];
  /** Since the frame before, as meanStep says. */
  moved: number[];
}

const LATE_MS = [0, 20, 40, 60, 80, 100, 130, 160];
/** How much movement it takes to doubt that depth is seen as it is. Project assumption. */
const DOUBT_METRES = 0.03;
/** Legs or arms fit the other side's that much better. Project assumption. */
const EXCHANGED_SHARE = 0.75;
const ARM_LINES: ReadonlySet<string> = new Set(["upperArm", "forearm", "hand"]);
const ARMS = [
  [LANDMARK.leftElbow, LANDMARK.rightElbow],
  [LANDMARK.leftWrist, LANDMARK.rightWrist],
] as const;
const LEGS = [
  [LANDMARK.leftKnee, LANDMARK.rightKnee],
  [LANDMARK.leftAnkle, LANDMARK.rightAnkle],
] as const;
const STILL_METRES = 1e-4;
/** In the mean of all lines, from frame to frame. */
const MOVING_METRES = 0.002;
const MILLIMETRES = 1000;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder?");
const recordings = readFigureRecordings(folder);
let best = fitAll(LATE_MS[0]!);
for (const lateMs of LATE_MS.slice(1)) {
  const fit = fitAll(lateMs);
  if (fit.leftOver < best.leftOver) best = fit;
}
process.stdout.write(describe());

type Key = `${LineName} ${number}`;
interface Fit {
  lateMs: number;
  driftMetres: number;
  leftOver: number;
  errors: Map<Key, LineError>;
}

function fitAll(lateMs: number): Fit {
  const samples = new Map<Key, [Sample[], Sample[], Sample[]]>();
  const visibility = new Map<Key, number[]>();
  for (const [film, recording] of recordings.entries()) collect(recording, film, lateMs, samples, visibility);
  const errors = new Map<Key, LineError>();
  const total: Leftover = { leftOver: 0, product: 0, square: 0, moved: 0, steps: 0 };
  for (const [key, axes] of samples) {
    const fits = axes.map((those) => fitAxis(those, total));
    const seen = visibility.get(key)!;
    const three = (of: (fit: AxisFit) => number) => fits.map(of) as [number, number, number];
    errors.set(key, {
      gain: three(({ gain }) => gain),
      bias: three(({ bias }) => bias),
      person: three(({ person }) => person),
      drift: three(({ drift }) => drift),
      jitter: three(({ jitter }) => jitter),
      visibility: [mean(seen), deviation(seen)],
    });
  }
  // The noise has the correlation λ ÷ (λ + moved) from frame to frame.
  const correlation = total.product / total.square;
  const moved = total.moved / total.steps;
  return { lateMs, driftMetres: (moved * correlation) / (1 - correlation), leftOver: total.leftOver, errors };
}

function collect(
  { frames, viewDegrees }: FigureRecording,
  film: number,
  lateMs: number,
  samples: Map<Key, [Sample[], Sample[], Sample[]]>,
  visibility: Map<Key, number[]>,
): void {
  const seenFrames = frames.filter(({ world }) => world !== undefined);
  const [truth, seen] = [new Float64Array(3 * BODY_LINES.length), new Float64Array(3 * BODY_LINES.length)];
  const last = new Float64Array(truth.length);
  const scale = sizeRatio(seenFrames);
  // A body seen from the front is its own mirror image: twice as much to learn from.
  const turns = viewDegrees === 0 ? [0, -1e-9] : [viewDegrees];
  for (const turned of turns) {
    for (const [index, line] of BODY_LINES.entries()) {
      const { turn, signs } = asFitted(line, turned);
      if (turn < 0 && line.side === undefined) continue;
      const key: Key = `${line.name} ${nearestKnot(turn)}`;
      const axes: [Sample, Sample, Sample] = [emptySample(film), emptySample(film), emptySample(film)];
      const late = [0, 0, 0];
      let lastMs = 0;
      let before = seenFrames[0]!.truth;
      for (const [i, frame] of seenFrames.entries()) {
        readBodyLines(frame.truth, truth);
        readBodyLines(frame.world!, seen);
        const moved = i === 0 ? 0 : meanStep(truth, last);
        last.set(truth);
        const elapsedMs = frame.atMs - lastMs;
        lastMs = frame.atMs;
        const follows = i === 0 ? 1 : elapsedMs / (elapsedMs + lateMs);
        if (line.side !== undefined && isExchanged(frame, ARM_LINES.has(line.name) ? ARMS : LEGS)) continue;
        const isStill = frame.truth.every((value, k) => Math.abs(value - before[k]!) < STILL_METRES);
        before = frame.truth;
        for (let axis = 0; axis < 3; axis++) {
          const at = 3 * index + axis;
          late[axis] = late[axis]! + follows * (truth[at]! - late[axis]!);
          axes[axis]!.truth.push(signs[axis]! * late[axis]!);
          axes[axis]!.seen.push(signs[axis]! * scale * seen[at]!);
          axes[axis]!.isStill.push(isStill);
          axes[axis]!.moved.push(moved);
        }
        getOr(visibility, key, () => []).push(frame.visibility[line.end]!);
      }
      const into = getOr(samples, key, (): [Sample[], Sample[], Sample[]] => [[], [], []]);
      for (let axis = 0; axis < 3; axis++) into[axis]!.push(axes[axis]!);
    }
  }
}

// Seen from the side, the model takes the far leg for the near one when it moves: a mistake of another kind than being off by centimetres.
function isExchanged(
  { truth, world }: FigureRecording["frames"][number],
  pairs: readonly (readonly [number, number])[],
): boolean {
  const apart = (a: number, b: number) =>
    Math.hypot(...[0, 1, 2].map((axis) => world![3 * a + axis]! - truth[3 * b + axis]!));
  const right = pairs.reduce((sum, [one, other]) => sum + apart(one, one) + apart(other, other), 0);
  const crossed = pairs.reduce((sum, [one, other]) => sum + apart(one, other) + apart(other, one), 0);
  return crossed < EXCHANGED_SHARE * right;
}

interface Leftover {
  leftOver: number;
  product: number;
  square: number;
  moved: number;
  steps: number;
}

interface AxisFit {
  gain: number;
  bias: number;
  person: number;
  drift: number;
  jitter: number;
}

/** Least squares, drawn towards a gain of one where little moved; the rest in millimetres. */
function fitAxis(samples: readonly Sample[], total: Leftover): AxisFit {
  const truth = samples.flatMap((sample) => sample.truth);
  const seen = samples.flatMap((sample) => sample.seen);
  const [meanTruth, meanSeen] = [mean(truth), mean(seen)];
  let [product, square] = [DOUBT_METRES ** 2 * truth.length, DOUBT_METRES ** 2 * truth.length];
  for (const [i, value] of truth.entries()) {
    product += (value - meanTruth) * (seen[i]! - meanSeen);
    square += (value - meanTruth) ** 2;
  }
  const gain = product / square;
  const bias = meanSeen - gain * meanTruth;
  const means: number[] = [];
  const within: number[] = [];
  const steps: number[] = [];
  for (const sample of samples) {
    const left = sample.seen.map((value, i) => value - gain * sample.truth[i]! - bias);
    const middle = mean(left);
    means.push(middle);
    for (const [i, value] of left.entries()) {
      within.push(value - middle);
      total.leftOver += value * value;
      if (i === 0) continue;
      if (sample.moved[i]! > MOVING_METRES) {
        total.product += (value - middle) * (left[i - 1]! - middle);
        total.square += (left[i - 1]! - middle) ** 2;
        total.moved += sample.moved[i]!;
        total.steps++;
      }
      if (sample.isStill[i]) steps.push(sample.seen[i]! - sample.seen[i - 1]!);
    }
  }
  const jitter = Math.sqrt(mean(steps.map((step) => step * step)) / 2);
  const drift = Math.sqrt(Math.max(0, mean(within.map((value) => value * value)) - jitter * jitter));
  const person = Math.sqrt(mean(means.map((value) => value * value)));
  const all = { bias, person, drift, jitter };
  return { gain, ...(mapValues(all, (metres) => metres * MILLIMETRES) as typeof all) };
}

/** The model gives every body its own size: only the proportions are its word. */
function sizeRatio(frames: FigureRecording["frames"]): number {
  const lengths = new Float64Array(3 * BODY_LINES.length);
  const size = (points: Float64Array) => {
    readBodyLines(points, lengths);
    return BODY_LINES.reduce(
      (sum, _, i) => sum + Math.hypot(lengths[3 * i]!, lengths[3 * i + 1]!, lengths[3 * i + 2]!),
      0,
    );
  };
  return mean(frames.map(({ truth }) => size(truth))) / mean(frames.map(({ world }) => size(world!)));
}

function describe(): string {
  const list = (numbers: readonly number[], digits: number) =>
    numbers.map((value) => Number(value.toFixed(digits)) + 0).join(", ");
  const rows = [...CENTRAL_LINES, ...LIMB_LINES].map((name) => {
    const knots = KNOT_DEGREES.slice(LIMB_LINES.includes(name as (typeof LIMB_LINES)[number]) ? 0 : 2);
    const errors = knots.map((knot) => {
      const error = best.errors.get(`${name} ${knot}`);
      if (error === undefined) throw new Error(`nothing was filmed of ${name} at ${knot}°`);
      const { gain, bias, person, drift, jitter, visibility } = error;
      return `[${list(gain, 2)}, ${list([...bias, ...person, ...drift], 0)}, ${list(jitter, 1)}, ${list(visibility, 2)}],`;
    });
    return `${name}: [\n${errors.join("\n")}\n],`;
  });
  const all = recordings.flatMap(({ frames }) => frames.filter(({ world }) => world !== undefined));
  const share = (of: typeof ARMS | typeof LEGS) =>
    ((100 * all.filter((frame) => isExchanged(frame, of)).length) / all.length).toFixed(1);
  const films = new Set(recordings.map(({ exercise, viewDegrees, figure }) => `${exercise} ${viewDegrees} ${figure}`));
  const models = [...new Set(recordings.map(({ model }) => model))].join(" and ");
  return `// Errors of the shipped pose model (${models}) on ${films.size} films of rendered figures (${all.length} frames); ${share(LEGS)} % of the frames have the legs
// exchanged, ${share(ARMS)} % the arms, and are left out for them. Made, not written:
// node client/e2e/figure/record-figures.ts FOLDER full, then node client/e2e/figure/fit-camera-noise.ts FOLDER > shared/src/exercise/camera-noise-fit.ts
import type { LineName } from "./body-lines.ts";

/** What is seen lags as if smoothed with this time constant; drift has the correlation λ ÷ (λ + how far the body's lines moved). */
export const FITTED_STEPS = { lateMs: ${best.lateMs}, driftMetres: ${best.driftMetres.toFixed(3)} };

/** A row for each knot of line-error.ts. */
export const FITTED_ROWS: Readonly<Record<LineName, readonly (readonly number[])[]>> = {
${rows.join("\n")}
};
`;
}

function nearestKnot(turn: number): number {
  return KNOT_DEGREES.reduce((a, b) => (Math.abs(b - turn) < Math.abs(a - turn) ? b : a));
}

function emptySample(film: number): Sample {
  return { film, truth: [], seen: [], isStill: [], moved: [] };
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function mapValues(record: Record<string, number>, of: (value: number) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value)]));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
