// How well the times of counted repetitions agree with the borders that a recording's index names.
import type { IndexedRecording } from "../../shared/src/protocol/recording-index.ts";
import type { RecordingAnalysis } from "./analyze-recording.ts";

type Times = readonly [startMs: number, endMs: number];

/**
 * Of each true repetition that was counted: the time it shares with its counted one, divided by the time of both together. Undefined where
 * the index names no borders; a recording without a frame rate has no times to tell them by.
 */
export function overlapsWithBorders(
  { repetitionFrames }: Pick<IndexedRecording, "repetitionFrames">,
  { repetitionTimesMs }: Pick<RecordingAnalysis, "repetitionTimesMs">,
  frameRate: number | undefined,
): number[] | undefined {
  if (repetitionFrames === undefined || frameRate === undefined) return undefined;
  return repetitionFrames
    .map(([first, last]): Times => [(first * 1000) / frameRate, (last * 1000) / frameRate])
    .map((border) => Math.max(0, ...repetitionTimesMs.map((times) => overlap(border, times))))
    .filter((share) => share > 0);
}

function overlap(a: Times, b: Times): number {
  const shared = Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
  return shared <= 0 ? 0 : shared / (Math.max(a[1], b[1]) - Math.min(a[0], b[0]));
}
