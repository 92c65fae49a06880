// A recording made from an exercise's definition, line by line, with the truth it was made from in its header.
import type { TrackedExercise } from "../../shared/src/exercise/exercise.ts";
import { SYNTHETIC_DEFAULTS, synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import type { SyntheticOptions } from "../../shared/src/exercise/synthetic-recording.ts";
import { writeRecordingFrame, writeRecordingHeader } from "../../shared/src/protocol/landmark-recording.ts";

/** The same exercise and options give the same bytes. */
export function* synthesizeLines(exercise: TrackedExercise, chosen: Partial<SyntheticOptions>): Generator<string> {
  const options = { ...SYNTHETIC_DEFAULTS, ...chosen };
  const { frames, truth } = synthesizeRecording(exercise, options);
  yield writeRecordingHeader(exercise.id, options.framesPerSecond, {
    synthetic: { exerciseVersion: exercise.version, ...options },
    truth,
  });
  for (const frame of frames) yield writeRecordingFrame(frame);
}
