// Half an hour of nobody exercising, drawn by a seed: somebody walks about, stands, sits down with a glass, waves, each time a little otherwise.
import type { PoseFrame } from "../movement/pose-frame.ts";
import { blendAngles } from "./blend-angles.ts";
import { createJointAngles, minimumJerk } from "./demonstrate.ts";
import { EVERYDAY_CYCLE_MS, EVERYDAY_MOVEMENTS, type EverydayMovement, poseEveryday } from "./everyday-movements.ts";
import type { JointAngles } from "./exercise.ts";
import { type BodyMoment, type SamplingOptions, sampleFrames } from "./frame-sampler.ts";
import { createSeededRandom, nextUniform, type SeededRandom } from "./seeded-random.ts";

/** One movement, once. */
interface Scene {
  movement: EverydayMovement;
  /** What the arms do meanwhile, of somebody who sits. */
  arms: EverydayMovement | undefined;
  fromMs: number;
  durationMs: number;
  /** 1 as it is defined. */
  size: number;
  isMirrored: boolean;
  fromViewDegrees: number;
  viewDegrees: number;
}

const TURN_MS = 1200;
/** From standing into the movement and out of it. */
const BLEND_MS = 500;

/** Pure: the same options give the same frames. */
export function synthesizeNobodyExercising(options: SamplingOptions): PoseFrame[] {
  const scenes = drawScenes(createSeededRandom(options.seed), options.durationMs);
  const moment: BodyMoment = { angles: createJointAngles(), anchor: "feet", viewDegrees: 0, xMetres: 0, zMetres: 0 };
  let current = 0;
  return sampleFrames((ms) => {
    while (current + 1 < scenes.length && scenes[current + 1]!.fromMs <= ms) current++;
    const scene = scenes[current]!;
    poseScene(scene, ms - scene.fromMs, moment.angles);
    const turned = minimumJerk(Math.min(1, (ms - scene.fromMs) / TURN_MS));
    moment.viewDegrees = scene.fromViewDegrees + turned * (scene.viewDegrees - scene.fromViewDegrees);
    return moment;
  }, options);
}

function drawScenes(random: SeededRandom, durationMs: number): Scene[] {
  const between = (least: number, most: number) => least + (most - least) * nextUniform(random);
  const scenes: Scene[] = [];
  let fromMs = 0;
  let view = 0;
  while (fromMs < durationMs) {
    const movement = EVERYDAY_MOVEMENTS[Math.floor(between(0, EVERYDAY_MOVEMENTS.length))]!;
    const next = movement === "walking" ? (nextUniform(random) < 0.5 ? -90 : 90) : Math.round(between(-90, 90));
    const scene: Scene = {
      movement,
      arms: movement === "sittingDown" ? oneOfArms(nextUniform(random)) : undefined,
      fromMs,
      durationMs: EVERYDAY_CYCLE_MS[movement] * between(0.75, 1.5),
      size: between(0.7, 1.1),
      isMirrored: nextUniform(random) < 0.5,
      fromViewDegrees: view,
      viewDegrees: next,
    };
    scenes.push(scene);
    fromMs += scene.durationMs;
    view = next;
  }
  return scenes;
}

function oneOfArms(drawn: number): EverydayMovement | undefined {
  if (drawn < 1 / 3) return undefined;
  return drawn < 2 / 3 ? "drinking" : "waving";
}

function poseScene(scene: Scene, ms: number, into: JointAngles): void {
  const { movement, arms, durationMs, size, isMirrored } = scene;
  const share = ms / durationMs;
  poseEveryday(movement, share * EVERYDAY_CYCLE_MS[movement], posed);
  if (arms !== undefined) {
    poseEveryday(arms, ((2 * share) % 1) * EVERYDAY_CYCLE_MS[arms], armed);
    for (const side of ["left", "right"] as const) {
      for (const joint of ["shoulderFlexion", "shoulderAbduction", "shoulderRotation", "elbowFlexion"] as const)
        posed[side][joint] = Math.max(posed[side][joint], armed[side][joint]);
    }
  }
  if (isMirrored) {
    const { left } = posed;
    posed.left = posed.right;
    posed.right = left;
  }
  // Somebody who sits down sits on the chair, however small they move.
  const reach = movement === "sittingDown" ? Math.min(1, size + 0.2) : size;
  const eased = Math.min(1, ms / BLEND_MS, (durationMs - ms) / BLEND_MS);
  blendAngles(STANDING, posed, reach * minimumJerk(Math.max(0, eased)), into);
}

const STANDING = createJointAngles();
const posed = createJointAngles();
const armed = createJointAngles();
