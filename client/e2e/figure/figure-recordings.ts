// What `record-figures.ts` wrote, read again: what the model saw, and where the joints were.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { PoseModel } from "./estimate-poses.ts";

export interface FigureFrame {
  atMs: number;
  /** 33 × (x, y, z) in metres; undefined where nobody was seen. */
  world: Float64Array | undefined;
  visibility: Float64Array;
  truth: Float64Array;
}

export interface FigureRecording {
  exercise: string;
  model: PoseModel;
  figure: string;
  viewDegrees: number;
  framesPerSecond: number;
  frames: FigureFrame[];
}

interface Line {
  t: number;
  world: number[][] | null;
  truth: number[][];
}

export function readFigureRecordings(folder: string): FigureRecording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl.gz"))
    .sort()
    .map((name) => {
      const [header, ...lines] = gunzipSync(readFileSync(join(folder, name)))
        .toString()
        .split("\n")
        .map((line) => JSON.parse(line));
      const frames = (lines as Line[]).map(({ t, world, truth }) => ({
        atMs: t,
        world: world === null ? undefined : Float64Array.from(world.flatMap((point) => point.slice(0, 3))),
        visibility: Float64Array.from(truth, (_, i) => world?.[i]?.[3] ?? 0),
        truth: Float64Array.from(truth.flat()),
      }));
      return { ...header, frames };
    });
}
