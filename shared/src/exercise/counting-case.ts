// Sets as people do them, drawn by a seed: the same number gives the same person, way in, camera and network, and how many repetitions there are.
import type { SideChoice } from "../movement/motion.ts";
import type { PoseFrame } from "../movement/pose-frame.ts";
import type { Proportions } from "./body-lines.ts";
import { demonstrateExercise } from "./demonstrate.ts";
import type { TrackedExercise } from "./exercise.ts";
import { measurePose } from "./movement-rule-of.ts";
import { createSeededRandom, nextUniform, type SeededRandom } from "./seeded-random.ts";
import { synthesizeRecording } from "./synthesize.ts";
import type { SyntheticOptions } from "./synthetic-recording.ts";

export interface NetworkFaults {
  /** Parts of all frames. */
  lost: number;
  doubled: number;
  /** Each frame comes up to this much later than it was taken, so that some overtake others. */
  delayMs: number;
}

export interface CountingCase {
  options: Partial<SyntheticOptions> & { repetitions: number };
  network: NetworkFaults;
  /** By the exercise's definition. */
  expected: number;
}

const LONGEST_PAUSE_MS = 5000;
/** Longest stay at the height. */
const LONGEST_DWELL_MS = 2500;
/** Longer stillness at the far end is a change of position [REP9], and sooner where one may start from there [REP10]. */
const MOST_STILL_MS = { rest: 3500, either: 2000 };
/** This near to the height one is as good as still, as parts of the way. */
const STILL_WITHIN = 0.15;

export function drawCountingCase(exercise: TrackedExercise, seed: number): CountingCase {
  const random = createSeededRandom(seed * 7919 + numberOf(exercise.id));
  const between = (least: number, most: number) => least + (most - least) * nextUniform(random);
  const sometimes = (most: number) => (nextUniform(random) < 0.5 ? 0 : between(0, most));
  const side = oneOf(random, exercise.sides);
  const repetitions = 2 + Math.floor(between(0, 4));
  // As many are slow as are fast.
  const tempoScale = nextUniform(random) < 0.5 ? between(0.5, 1) : between(1, 2);
  const stillMs = (stillPartOf(exercise) * exercise.reference.tempoMs) / tempoScale;
  const mostStillMs = MOST_STILL_MS[exercise.repetition.startsFrom];
  const proportions: Proportions = {
    legs: between(0.85, 1.15),
    arms: between(0.85, 1.15),
    trunk: between(0.85, 1.15),
    width: between(0.8, 1.2),
  };
  return {
    options: {
      repetitions,
      side,
      amplitude: between(0.6, 1.1),
      tempoScale,
      dwellMs: sometimes(Math.max(0, Math.min(LONGEST_DWELL_MS, mostStillMs - stillMs))),
      pauseMs: sometimes(LONGEST_PAUSE_MS),
      statureMetres: between(1.5, 1.95),
      proportions,
      viewDegrees: Math.round(between(-90, 90)),
      wayIn: oneOf(random, ["none", "walk"]),
      framesPerSecond: nextUniform(random) < 0.5 ? between(8, 16) : between(16, 60),
      seed,
    },
    network: { lost: 0.05, doubled: 0.05, delayMs: oneOf(random, [0, 200]) },
    expected: countOf(exercise, side, repetitions),
  };
}

/** The case's frames in the order in which they arrive. */
export function playCountingCase(exercise: TrackedExercise, { options, network }: CountingCase): PoseFrame[] {
  const { frames } = synthesizeRecording(exercise, options);
  return throughNetwork(frames, network, options.seed ?? 1);
}

export function throughNetwork(frames: readonly PoseFrame[], network: NetworkFaults, seed: number): PoseFrame[] {
  const random = createSeededRandom(seed);
  const arrivals: { atMs: number; frame: PoseFrame }[] = [];
  for (const frame of frames) {
    const copies = nextUniform(random) < network.lost ? 0 : nextUniform(random) < network.doubled ? 2 : 1;
    for (let i = 0; i < copies; i++) arrivals.push({ atMs: frame.atMs + network.delayMs * nextUniform(random), frame });
  }
  return arrivals.sort((a, b) => a.atMs - b.atMs).map(({ frame }) => frame);
}

function countOf({ repetition, alternating }: TrackedExercise, side: SideChoice, repetitions: number): number {
  const isHalf = repetition.sides === "each" && repetition.countUnit === "cycle" && alternating && side === "both";
  return isHalf ? Math.floor(repetitions / 2) : repetitions;
}

/** The part of one repetition in which the reference is near its height. */
function stillPartOf(exercise: TrackedExercise): number {
  const { motion } = exercise.repetition;
  const side = exercise.sides[0]!;
  const degrees = Array.from({ length: STEPS }, (_, i) =>
    measurePose(demonstrateExercise(exercise, { phase: i / STEPS, side }), motion, side),
  );
  const rest = degrees[0]!;
  const peak = degrees.reduce((a, b) => (Math.abs(b - rest) > Math.abs(a - rest) ? b : a));
  return degrees.filter((value) => Math.abs(value - peak) < STILL_WITHIN * Math.abs(peak - rest)).length / STEPS;
}

const STEPS = 20;

function numberOf(id: string): number {
  let number = 0;
  for (let i = 0; i < id.length; i++) number = (Math.imul(number, 31) + id.charCodeAt(i)) | 0;
  return number;
}

function oneOf<Item>(random: SeededRandom, items: readonly Item[]): Item {
  return items[Math.floor(nextUniform(random) * items.length)]!;
}
