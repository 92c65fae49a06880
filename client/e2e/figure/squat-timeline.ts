// What the figure does and when, with the true knee angle of every moment: stands still, squats, stands still.
import { createJointAngles, demonstrateExercise } from "@ensemble/shared/exercise/demonstrate.ts";
import type { JointAngles, TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { measurePose } from "@ensemble/shared/exercise/movement-rule-of.ts";

export interface TimelineOptions {
  repetitions: number;
  framesPerSecond: number;
  /** Standing still before and after, for the camera to settle and the test to look. */
  stillMs: number;
  restMs: number;
  repetitionMs: number;
  pauseMs: number;
  /** Parts of the reference's depth, in turn, so that no two neighbours are alike. */
  depths: readonly number[];
}

export interface FigureTruth {
  framesPerSecond: number;
  frameCount: number;
  durationMs: number;
  /** Knee flexion of each frame, degrees. */
  kneeFlexionDegrees: readonly number[];
  repetitions: readonly { startMs: number; endMs: number; peakDegrees: number }[];
}

/** What one frame shows; equal keys are equal pictures. */
export interface TimelineFrame {
  key: string;
  phase: number;
  depth: number;
}

export function layOutTimeline(
  exercise: TrackedExercise,
  options: TimelineOptions,
): { frames: TimelineFrame[]; truth: FigureTruth } {
  const { framesPerSecond, stillMs, restMs, repetitionMs, pauseMs, depths } = options;
  const cycleMs = repetitionMs + pauseMs;
  const durationMs = stillMs + options.repetitions * cycleMs + restMs;
  const frameCount = Math.round((durationMs * framesPerSecond) / 1000);
  const frames = Array.from({ length: frameCount }, (_, i): TimelineFrame => {
    const ms = (i * 1000) / framesPerSecond - stillMs;
    const repetition = Math.floor(ms / cycleMs);
    const within = ms - repetition * cycleMs;
    if (ms < 0 || repetition >= options.repetitions || within >= repetitionMs)
      return { key: "still", phase: 0, depth: 1 };
    const depth = depths[repetition % depths.length]!;
    const phase = within / repetitionMs;
    return { key: `${depth} ${phase.toFixed(6)}`, phase, depth };
  });
  const flexion = new Map<string, number>();
  const flexionOf = (frame: TimelineFrame): number => {
    const known = flexion.get(frame.key) ?? kneeFlexion(exercise, frame.phase, frame.depth);
    flexion.set(frame.key, known);
    return known;
  };
  return {
    frames,
    truth: {
      framesPerSecond,
      frameCount,
      durationMs,
      kneeFlexionDegrees: frames.map(flexionOf),
      repetitions: Array.from({ length: options.repetitions }, (_, i) => {
        const startMs = stillMs + i * cycleMs;
        return { startMs, endMs: startMs + repetitionMs, peakDegrees: peakOf(exercise, depths[i % depths.length]!) };
      }),
    },
  };
}

export function anglesOf(
  exercise: TrackedExercise,
  { phase, depth }: Pick<TimelineFrame, "phase" | "depth">,
  into: JointAngles = createJointAngles(),
): JointAngles {
  return demonstrateExercise(exercise, { phase, side: "both", amplitude: depth }, into);
}

function kneeFlexion(exercise: TrackedExercise, phase: number, depth: number): number {
  return measurePose(anglesOf(exercise, { phase, depth }), "kneeFlexion", "left");
}

function peakOf(exercise: TrackedExercise, depth: number): number {
  return Math.max(...Array.from({ length: 101 }, (_, i) => kneeFlexion(exercise, i / 100, depth)));
}
