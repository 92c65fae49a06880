// One patient's movement as the messages a page would send, made once: every server gets the very same bytes.
import { readFileSync } from "node:fs";
import type { TrackedExercise } from "../../../shared/src/exercise/exercise.ts";
import { synthesizeRecording } from "../../../shared/src/exercise/synthesize.ts";
import { parseTrackedExerciseFile } from "../../../shared/src/protocol/exercise-file.ts";
import { encodeFrame, packFrames } from "../../../shared/src/protocol/pose-packet.ts";

const FRAMES_PER_SECOND = 15;
const LEAD_IN_MS = 1_500;

export interface RecordedFrame {
  /** Since the first frame. */
  readonly atMs: number;
  /** From 1; what repetitions are answered with. */
  readonly sequence: number;
  /** The frame alone, and as a whole message. */
  readonly bytes: Uint8Array;
  readonly message: Uint8Array;
}
export interface RecordedMovement {
  readonly frames: readonly RecordedFrame[];
  readonly repetitions: number;
}

/** As many unlike people as asked for. */
export function recordClass(
  exercise: TrackedExercise,
  patients: number,
  repetitions: number,
): readonly RecordedMovement[] {
  return Array.from({ length: patients }, (_, seed) => recordMovement(exercise, { repetitions, seed }));
}

export function readExercise(name: string): TrackedExercise {
  const file = new URL(`../../../assets/exercises/${name}.json`, import.meta.url);
  return parseTrackedExerciseFile(JSON.parse(readFileSync(file, "utf8")));
}

/** `seed` tells people apart: pace, height and trembling follow from it. */
export function recordMovement(
  exercise: TrackedExercise,
  of: { readonly repetitions: number; readonly seed: number },
): RecordedMovement {
  const { frames, truth } = synthesizeRecording(exercise, {
    repetitions: of.repetitions,
    side: exercise.sides[0] ?? "both",
    framesPerSecond: FRAMES_PER_SECOND,
    tempoScale: 0.85 + (of.seed % 5) * 0.08,
    statureMetres: 1.58 + (of.seed % 6) * 0.05,
    viewDegrees: 60,
    leadInMs: LEAD_IN_MS,
    seed: of.seed,
    noiseMetres: 0.002,
  });
  const firstMs = frames[0]?.atMs ?? 0;
  return {
    repetitions: truth.repetitions.length,
    frames: frames.map((frame, index) => {
      const captureMs = Math.round(frame.atMs - firstMs);
      const sequence = index + 1;
      const bytes = encodeFrame(
        { sequence, captureMs, model: "none", earlierGone: false },
        { ...frame, atMs: captureMs },
      );
      return { atMs: frame.atMs - firstMs, sequence, bytes, message: packFrames([bytes]) };
    }),
  };
}
