// Repetitions counted where a recording's index says that nobody moved.
import type { IndexedRecording } from "../../shared/src/protocol/recording-index.ts";
import type { RecordingAnalysis } from "./analyze-recording.ts";

/** Borders between movement and stillness are set by hand. Project assumption. */
const BORDER_MS = 300;

/**
 * How many of the counted repetitions have their middle outside of every true one; undefined where the index names no borders.
 * A recording without a frame rate has none of its own to tell them by.
 */
export function countInStillness(
  { paused, repetitionFrames }: IndexedRecording,
  { repetitionTimesMs }: Pick<RecordingAnalysis, "repetitionTimesMs">,
  frameRate: number | undefined,
): number | undefined {
  if (!paused || repetitionFrames === undefined || frameRate === undefined) return undefined;
  const moving = repetitionFrames.map(
    ([first, last]) => [(first * 1000) / frameRate, (last * 1000) / frameRate] as const,
  );
  return repetitionTimesMs.filter(([startMs, endMs]) => {
    const middleMs = (startMs + endMs) / 2;
    return !moving.some(([first, last]) => middleMs >= first - BORDER_MS && middleMs <= last + BORDER_MS);
  }).length;
}
