// Recordings with exactly known truth, made from an exercise definition: for tests, the demo's simulated patients, and accuracy figures.
import { LANDMARK } from "../movement/landmarks.ts";
import type { SideChoice } from "../movement/motion.ts";
import { blendAngles } from "./blend-angles.ts";
import { createJointAngles, demonstrateExercise, minimumJerk } from "./demonstrate.ts";
import type { JointAngles, TrackedExercise } from "./exercise.ts";
import { createReferenceBody, poseReferenceBody } from "./forward-kinematics.ts";
import { anchorOf, type BodyMoment, distanceBehindOf, sampleFrames } from "./frame-sampler.ts";
import { WALKING_METRES_PER_SECOND, walk } from "./gait.ts";
import { measurePose } from "./movement-rule-of.ts";
import type { SyntheticOptions, SyntheticRecording, SyntheticRepetition } from "./synthetic-recording.ts";

export const SYNTHETIC_DEFAULTS: Omit<SyntheticOptions, "error"> = {
  repetitions: 10,
  side: "both",
  viewDegrees: 0,
  framesPerSecond: 30,
  tempoScale: 1,
  amplitude: 1,
  seed: 1,
  camera: "exact",
  noiseMetres: 0,
  statureMetres: 1.7,
  leadInMs: 1500,
  dwellMs: 0,
  pauseMs: 0,
  wayIn: "none",
  aspect: 4 / 3,
  startMs: 0,
};

const WALK_MS = 2200;
const TURN_MS = 900;
const SETTLE_MS = 1800;
/** Whoever has come in gets ready before the first repetition, and catches breath after the last. */
const READY_MS = 4500;

/** What the body does from `fromMs` on: a stretch of the recording. */
interface Stretch {
  fromMs: number;
  durationMs: number;
  pose(ms: number, into: BodyMoment): void;
}

/**
 * Side "both" of an alternating exercise begins left and changes after each repetition; an exercise that cannot be done with both
 * sides is done with its first one where none is chosen. Pure: the same options give the same bits.
 */
export function synthesizeRecording(
  exercise: TrackedExercise,
  chosen: Partial<SyntheticOptions> = {},
): SyntheticRecording {
  const side = exercise.sides.includes("both") ? "both" : exercise.sides[0]!;
  const options = { ...SYNTHETIC_DEFAULTS, side, ...chosen };
  const stretches: Stretch[] = [];
  const truth: SyntheticRepetition[] = [];
  let endMs = 0;
  const add = (durationMs: number, pose: Stretch["pose"]) => {
    stretches.push({ fromMs: endMs, durationMs, pose });
    endMs += durationMs;
  };
  const firstSide = sideOfRepetition(exercise, options.side, 0);
  const start = demonstrateExercise(exercise, { phase: 0, side: firstSide });
  if (options.wayIn === "walk") comeIn(add, start, options.viewDegrees);
  add(options.leadInMs, (_, into) => void blendAngles(start, start, 0, into.angles));
  const repetitionMs = exercise.reference.tempoMs / options.tempoScale;
  const counts = exercise.errors.find(({ cue }) => cue === options.error)?.notCounted === undefined;
  for (let i = 0; i < options.repetitions; i++) {
    const side = sideOfRepetition(exercise, options.side, i);
    const { amplitude, error, dwellMs } = options;
    const { peakPhase, ...range } = trueRange(exercise, side, amplitude, error);
    truth.push({
      startMs: options.startMs + endMs,
      endMs: options.startMs + endMs + repetitionMs + dwellMs,
      side,
      ...range,
      counts,
    });
    add(repetitionMs + dwellMs, (ms, into) => {
      const dwelt = Math.max(0, Math.min(dwellMs, ms - peakPhase * repetitionMs));
      demonstrateExercise(exercise, { phase: (ms - dwelt) / repetitionMs, side, amplitude, error }, into.angles);
    });
    if (options.pauseMs > 0) {
      add(options.pauseMs, (_, into) => void demonstrateExercise(exercise, { phase: 1, side, amplitude }, into.angles));
    }
  }
  const end = demonstrateExercise(exercise, { phase: 1, side: firstSide });
  add(options.leadInMs, (_, into) => void blendAngles(end, end, 0, into.angles));
  if (options.wayIn === "walk") leave(add, end, options.viewDegrees);
  return {
    frames: sampleFrames(bodyOver(stretches, options.viewDegrees, exercise), {
      ...options,
      durationMs: endMs,
    }),
    truth: { repetitions: truth },
  };
}

export function sideOfRepetition(exercise: TrackedExercise, side: SideChoice, index: number): SideChoice {
  if (!exercise.alternating || side !== "both") return side;
  return index % 2 === 0 ? "left" : "right";
}

function trueRange(
  exercise: TrackedExercise,
  side: SideChoice,
  amplitude: number,
  error: string | undefined,
): Pick<SyntheticRepetition, "peakDegrees" | "restDegrees" | "minimumDegrees" | "maximumDegrees"> & {
  peakPhase: number;
} {
  const motion = exercise.measures[0]!.motion;
  const at = (phase: number) =>
    measurePose(demonstrateExercise(exercise, { phase, side, amplitude, error }, posture), motion, side);
  const restDegrees = at(0);
  let peakDegrees = restDegrees;
  let peakPhase = 0;
  let minimumDegrees = restDegrees;
  let maximumDegrees = restDegrees;
  for (let i = 1; i <= 50; i++) {
    const degrees = at(i / 50);
    if (Math.abs(degrees - restDegrees) > Math.abs(peakDegrees - restDegrees)) {
      peakDegrees = degrees;
      peakPhase = i / 50;
    }
    minimumDegrees = Math.min(minimumDegrees, degrees);
    maximumDegrees = Math.max(maximumDegrees, degrees);
  }
  return { restDegrees, peakDegrees, peakPhase, minimumDegrees, maximumDegrees };
}

const posture = createJointAngles();
const STANDING = createJointAngles();

// From the picture's left edge, turned to its right, then round to the camera and into the starting position.
function comeIn(
  add: (durationMs: number, pose: Stretch["pose"]) => void,
  start: JointAngles,
  viewDegrees: number,
): void {
  const far = (-WALK_MS / 1000) * WALKING_METRES_PER_SECOND;
  add(WALK_MS, (ms, into) => {
    walk(ms, into.angles);
    into.viewDegrees = -90;
    into.xMetres = far * (1 - ms / WALK_MS);
  });
  add(TURN_MS, (ms, into) => {
    blendAngles(STANDING, STANDING, 0, into.angles);
    into.viewDegrees = -90 + (viewDegrees + 90) * minimumJerk(ms / TURN_MS);
  });
  add(SETTLE_MS, (ms, into) => void blendAngles(STANDING, start, minimumJerk(ms / SETTLE_MS), into.angles));
  add(READY_MS, (_, into) => void blendAngles(start, start, 0, into.angles));
}

function leave(add: (durationMs: number, pose: Stretch["pose"]) => void, end: JointAngles, viewDegrees: number): void {
  add(READY_MS, (_, into) => void blendAngles(end, end, 0, into.angles));
  add(SETTLE_MS, (ms, into) => void blendAngles(end, STANDING, minimumJerk(ms / SETTLE_MS), into.angles));
  add(TURN_MS, (ms, into) => {
    blendAngles(STANDING, STANDING, 0, into.angles);
    into.viewDegrees = viewDegrees - (viewDegrees + 90) * minimumJerk(ms / TURN_MS);
  });
  add(WALK_MS, (ms, into) => {
    walk(ms, into.angles);
    into.viewDegrees = -90;
    into.xMetres = (ms / 1000) * WALKING_METRES_PER_SECOND;
  });
}

function bodyOver(
  stretches: readonly Stretch[],
  viewDegrees: number,
  exercise: TrackedExercise,
): (ms: number) => BodyMoment {
  const moment: BodyMoment = {
    angles: createJointAngles(),
    anchor: anchorOf(exercise.position),
    viewDegrees,
    xMetres: 0,
    zMetres: -distanceBehindOf(exercise.position, goesOverhead(exercise)),
  };
  return (ms) => {
    const stretch = stretches.findLast(({ fromMs }) => fromMs <= ms) ?? stretches[0]!;
    moment.viewDegrees = viewDegrees;
    moment.xMetres = 0;
    stretch.pose(Math.min(stretch.durationMs, ms - stretch.fromMs), moment);
    return moment;
  };
}

/** Of stature: where a stretched hand reaches beyond what the camera shows of somebody tall at the usual place. */
const OVERHEAD = 0.97;

function goesOverhead(exercise: TrackedExercise): boolean {
  const side = exercise.sides[0]!;
  return exercise.reference.keyframes.some(({ at }) => {
    const { points, hipHeightMetres } = poseReferenceBody(demonstrateExercise(exercise, { phase: at, side }), 1, body);
    return Math.max(points[LANDMARK.leftWrist]!.y, points[LANDMARK.rightWrist]!.y) + hipHeightMetres > OVERHEAD;
  });
}

const body = createReferenceBody();
