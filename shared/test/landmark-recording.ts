// For tests: reads recordings of real people (JSON Lines, gzip) from the folder that ENSEMBLE_MOVEMENT_DATA names; they are research data and not part of this repository.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { LANDMARK } from "../src/movement/landmarks.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "../src/movement/pose-frame.ts";

export interface IndexedRecording {
  file: string;
  exercise: string | null;
  repetitions: number;
  set: string;
  correct?: boolean;
  paused?: boolean;
}

type Point = [number, number, number, number];

/** Body-sized image landmarks are given this height; only angles are read from them. */
const ASSUMED_METRES = 1.7;

export function readIndex(folder: string): IndexedRecording[] {
  return JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
}

export function readRecording(folder: string, file: string): PoseFrame[] {
  const [header, ...lines] = gunzipSync(readFileSync(join(folder, file)))
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const aspect = header.imageUnits === "picture" ? header.aspect : 1;
  return lines.map(({ t, world, image }: { t: number; world?: Point[] | null; image?: Point[] | null }) => {
    const points = world ?? (image ? aroundHips(image, aspect) : undefined);
    return snapToGrid(
      {
        atMs: t,
        source: "camera",
        aspect: 1,
        world: points?.flatMap((point) => point.slice(0, 3)),
        visibility: points?.map(([, , , visibility]) => visibility),
      },
      createPoseFrame(),
    );
  });
}

function aroundHips(image: Point[], aspect: number): Point[] {
  const left = image[LANDMARK.leftHip]!;
  const right = image[LANDMARK.rightHip]!;
  const centre = [0, 1, 2].map((axis) => (left[axis]! + right[axis]!) / 2) as [number, number, number];
  return image.map(([x, y, z, visibility]) => [
    (x - centre[0]) * aspect * ASSUMED_METRES,
    (y - centre[1]) * ASSUMED_METRES,
    (z - centre[2]) * aspect * ASSUMED_METRES,
    visibility,
  ]);
}
