// Squats by a rendered person, ready for a camera: a second of standing still, the squats, a second of standing still.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FigureVideo, FigureVideoOptions } from "../figure/render-figure-video.ts";
import { type ProjectedCamera, projectCamera } from "./projected-camera.ts";

export const SQUATS = 10;
const STILL_MS = 1_000;
/** As slowly as a careful patient goes: a busy machine that misses a second of it still sees the squat. */
const REPETITION_MS = 4_000;
const MOST_OUTPUT_BYTES = 1_000_000;
const RENDERER = fileURLToPath(new URL("render-film-process.ts", import.meta.url));

export interface SquatFilm extends ProjectedCamera {
  /** Median of the deepest knee flexion of each squat, degrees: the truth. */
  readonly medianPeakDegrees: number;
  readonly repetitions: readonly { readonly startMs: number; readonly endMs: number }[];
}

export async function openSquatFilm(
  options: Pick<FigureVideoOptions, "figure" | "viewDegrees" | "repetitions">,
): Promise<SquatFilm> {
  const wanted: FigureVideoOptions = {
    repetitions: SQUATS,
    stillMs: STILL_MS,
    restMs: STILL_MS,
    repetitionMs: REPETITION_MS,
    ...options,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [RENDERER, JSON.stringify(wanted)], {
    maxBuffer: MOST_OUTPUT_BYTES,
  });
  const { y4mPath, truth } = JSON.parse(stdout) as FigureVideo;
  const camera = await projectCamera({ y4mPath, framesPerSecond: truth.framesPerSecond });
  const { repetitions } = truth;
  return { ...camera, repetitions, medianPeakDegrees: medianOf(repetitions.map((each) => each.peakDegrees)) };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
