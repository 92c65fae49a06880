// A person for Chromium's fake camera, whose every joint angle is known: drawn once, kept by the content of everything it was drawn from.
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReferenceBody, poseReferenceBody } from "@ensemble/shared/exercise/forward-kinematics.ts";
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { type Camera, drawFigure } from "./draw-figure.ts";
import { encodeY4mFrame, y4mHeader } from "./encode-y4m.ts";
import { FIGURES, type FigureName } from "./figures.ts";
import { shapeFigure } from "./shape-figure.ts";
import {
  anglesOf,
  type FigureTruth,
  layOutTimeline,
  type TimelineFrame,
  type TimelineOptions,
} from "./squat-timeline.ts";

export interface FigureVideoOptions extends Partial<TimelineOptions> {
  figure: FigureName;
  /** Turned with the left side towards the camera, negative with the right side; the figure's best view where it is missing. */
  viewDegrees?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
}

export interface FigureVideo {
  y4mPath: string;
  truth: FigureTruth;
}

const DEFAULTS: TimelineOptions = {
  repetitions: 10,
  framesPerSecond: 12,
  stillMs: 6000,
  restMs: 12_000,
  repetitionMs: 3000,
  pauseMs: 500,
  depths: [1, 0.94, 1.04],
};
const ROOT = new URL("../../../", import.meta.url);
const EXERCISE = new URL("assets/exercises/squat.json", ROOT);
/** Where everything is that decides what the picture looks like. */
const SOURCES = ["client/e2e/figure/", "shared/src/exercise/", "shared/src/geometry/"];

export async function renderFigureVideo(chosen: FigureVideoOptions): Promise<FigureVideo> {
  const { figure, viewDegrees = FIGURES[chosen.figure].viewDegrees, width = 320, height = 240, ...timing } = chosen;
  const options = { ...DEFAULTS, ...timing };
  const exercise = parseTrackedExerciseFile(JSON.parse(readFileSync(EXERCISE, "utf8")));
  const { frames, truth } = layOutTimeline(exercise, options);
  const folder = join(process.env.ENSEMBLE_CACHE_DIR ?? tmpdir(), "figure-videos");
  const y4mPath = join(folder, `${figure}-${hashOf({ figure, viewDegrees, width, height, options })}.y4m`);
  if (existsSync(y4mPath)) return { y4mPath, truth };
  mkdirSync(folder, { recursive: true });
  // Written aside and moved: two test runs at once, or one that was stopped, leave no half film.
  const partial = `${y4mPath}.${process.pid}`;
  const file = openSync(partial, "w");
  try {
    writeSync(file, y4mHeader(width, height, options.framesPerSecond));
    const drawn = new Map<string, Uint8Array>();
    for (const frame of frames) {
      const bytes =
        drawn.get(frame.key) ??
        encodeY4mFrame(drawFrame(frame, figure, viewDegrees, { ...CAMERA, width, height }), width, height);
      drawn.set(frame.key, bytes);
      writeSync(file, bytes);
    }
  } finally {
    closeSync(file);
  }
  renameSync(partial, y4mPath);
  writeFileSync(`${y4mPath}.json`, JSON.stringify(truth));
  return { y4mPath, truth };

  function drawFrame(frame: TimelineFrame, name: FigureName, view: number, camera: Camera): Uint8Array {
    const look = FIGURES[name];
    const body = poseReferenceBody(anglesOf(exercise, frame), look.statureMetres, createReferenceBody());
    const ankles = (body.points[LANDMARK.leftAnkle]!.z + body.points[LANDMARK.rightAnkle]!.z) / 2;
    const standing = { viewDegrees: view, hipHeightMetres: body.hipHeightMetres, forwardMetres: -ankles };
    return drawFigure(shapeFigure(body, look), look, standing, camera);
  }
}

/** A laptop on a table: as far away and as high as people put it. */
const CAMERA: Omit<Camera, "width" | "height"> = { distanceMetres: 2.9, heightMetres: 1, halfHeight: 0.375 };

function hashOf(options: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(options)).update(readFileSync(EXERCISE));
  for (const folder of SOURCES) {
    const url = new URL(folder, ROOT);
    for (const name of readdirSync(url).sort()) {
      if (name.endsWith(".ts") && !name.endsWith(".test.ts"))
        hash.update(name).update(readFileSync(new URL(name, url)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
