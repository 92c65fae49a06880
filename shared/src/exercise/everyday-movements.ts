// People who are not exercising: what a camera at home also sees, and what no counter may count.
import { PI, sine } from "../geometry/trigonometry.ts";
import type { PoseFrame } from "../movement/pose-frame.ts";
import { blendAngles } from "./blend-angles.ts";
import { createJointAngles, minimumJerk } from "./demonstrate.ts";
import type { JointAngles } from "./exercise.ts";
import { type BodyMoment, type SamplingOptions, sampleFrames } from "./frame-sampler.ts";
import { STRIDE_MS, walk } from "./gait.ts";

export const EVERYDAY_MOVEMENTS = ["standing", "walking", "sittingDown", "waving", "drinking"] as const;
export type EverydayMovement = (typeof EVERYDAY_MOVEMENTS)[number];

export interface EverydayOptions extends SamplingOptions {
  viewDegrees: number;
}

/** How long one sits before getting up again, and stands before sitting. */
const SEATED_MS = 9000;
const RISE_MS = 2000;

/** Pure: the same options give the same frames. */
export function synthesizeEveryday(movement: EverydayMovement, options: EverydayOptions): PoseFrame[] {
  const angles = createJointAngles();
  const { viewDegrees } = options;
  const moment: BodyMoment = { angles, anchor: "feet", viewDegrees, xMetres: 0, zMetres: 0 };
  return sampleFrames((ms) => {
    POSES[movement](ms, moment.angles);
    return moment;
  }, options);
}

/** One time through each of them, from standing to standing. */
export const EVERYDAY_CYCLE_MS: Readonly<Record<EverydayMovement, number>> = {
  standing: 4400,
  walking: 4 * STRIDE_MS,
  sittingDown: 2 * (SEATED_MS + RISE_MS),
  waving: 5000,
  drinking: 6000,
};

export function poseEveryday(movement: EverydayMovement, ms: number, into: JointAngles): void {
  POSES[movement](ms, into);
}

const STANDING = createJointAngles();
const SEATED = seated();

const POSES: Record<EverydayMovement, (ms: number, into: JointAngles) => void> = {
  standing(ms, into) {
    blendAngles(STANDING, STANDING, 0, into);
    into.trunk.trunkLateralFlexion = 2 * sine(ms / 700);
    into.trunk.trunkFlexion = 2 + 2 * sine(ms / 1100);
  },
  walking: (ms, into) => void walk(ms, into),
  // Sits down, stays, gets up, stays: a change of position, not an exercise.
  sittingDown(ms, into) {
    const inCycle = ms % (2 * (SEATED_MS + RISE_MS));
    let down = 0;
    if (inCycle < SEATED_MS) down = 0;
    else if (inCycle < SEATED_MS + RISE_MS) down = minimumJerk((inCycle - SEATED_MS) / RISE_MS);
    else if (inCycle < 2 * SEATED_MS + RISE_MS) down = 1;
    else down = 1 - minimumJerk((inCycle - 2 * SEATED_MS - RISE_MS) / RISE_MS);
    blendAngles(STANDING, SEATED, down, into);
    into.trunk.trunkFlexion += 30 * 4 * down * (1 - down);
  },
  // The arm comes up once in a while and the forearm goes to and fro.
  waving(ms, into) {
    blendAngles(STANDING, STANDING, 0, into);
    const up = upAndDown(ms, EVERYDAY_CYCLE_MS.waving);
    into.right.shoulderAbduction = 70 * up;
    into.right.shoulderRotation = 80 * up + 20 * up * sine((2 * PI * ms) / 500);
    into.right.elbowFlexion = 95 * up;
  },
  drinking(ms, into) {
    blendAngles(STANDING, STANDING, 0, into);
    const up = upAndDown(ms, EVERYDAY_CYCLE_MS.drinking);
    into.left.shoulderFlexion = 45 * up;
    into.left.shoulderAbduction = 12 * up;
    into.left.elbowFlexion = 10 + 115 * up;
    into.trunk.neckFlexion = -12 * up;
  },
};

// Rises in the first quarter, stays, sinks in the third, rests in the last.
function upAndDown(ms: number, periodMs: number): number {
  const t = (ms % periodMs) / periodMs;
  if (t < 0.25) return minimumJerk(t * 4);
  if (t < 0.5) return 1;
  return t < 0.75 ? 1 - minimumJerk((t - 0.5) * 4) : 0;
}

function seated(): JointAngles {
  const angles = createJointAngles();
  for (const side of ["left", "right"] as const) {
    Object.assign(angles[side], {
      hipFlexion: 92,
      kneeFlexion: 92,
      ankleDorsiflexion: 4,
      shoulderFlexion: 15,
      elbowFlexion: 40,
    });
  }
  angles.trunk.trunkFlexion = 4;
  return angles;
}
