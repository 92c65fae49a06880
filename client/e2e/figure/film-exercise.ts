// A film of a figure doing an exercise, and where its joints truly are in each frame.
import { closeSync, openSync, writeSync } from "node:fs";
import { demonstrateExercise } from "@ensemble/shared/exercise/demonstrate.ts";
import type { JointAngles, TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import {
  createReferenceBody,
  poseReferenceBody,
  type ReferenceBody,
  writeWorldLandmarks,
} from "@ensemble/shared/exercise/forward-kinematics.ts";
import { createSeededRandom, nextUniform, type SeededRandom } from "@ensemble/shared/exercise/seeded-random.ts";
import { sideOfRepetition } from "@ensemble/shared/exercise/synthesize.ts";
import { LANDMARK, LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { type Camera, drawFigure } from "./draw-figure.ts";
import { encodeY4mFrame, y4mHeader } from "./encode-y4m.ts";
import type { Film } from "./estimate-poses.ts";
import { FIGURES, type FigureName } from "./figures.ts";
import { shapeFigure } from "./shape-figure.ts";

export interface ExerciseFilmOptions {
  figure: FigureName;
  /** 0 faces the camera, 90 turns the left side to it. */
  viewDegrees: number;
  side: SideChoice;
  repetitions: number;
  framesPerSecond: number;
  stillMs: number;
}

export interface ExerciseFilm extends Film {
  /** For each frame 33 × (x, y, z) in metres as world landmarks are. */
  truth: Float64Array[];
}

/** Where the synthetic recordings' camera stands too (pinhole-camera.ts). */
const CAMERA: Camera = { width: 480, height: 360, distanceMetres: 2.8, heightMetres: 1, halfHeight: 0.42 };
/** Standard deviation of a pixel's brightness, of 255: a laptop's camera in a living room. Project assumption. */
const GRAIN = 4;

export function filmExercise(exercise: TrackedExercise, options: ExerciseFilmOptions, y4mPath: string): ExerciseFilm {
  const { figure, viewDegrees, framesPerSecond, stillMs } = options;
  const look = FIGURES[figure];
  const repetitionMs = exercise.reference.tempoMs;
  const durationMs = 2 * stillMs + options.repetitions * repetitionMs;
  const frameCount = Math.round((durationMs * framesPerSecond) / 1000);
  const truth: Float64Array[] = [];
  const drawn = new Map<string, Uint8Array>();
  const random = createSeededRandom(frameCount);
  const file = openSync(y4mPath, "w");
  try {
    writeSync(file, y4mHeader(CAMERA.width, CAMERA.height, framesPerSecond));
    for (let i = 0; i < frameCount; i++) {
      const angles = anglesAt((i * 1000) / framesPerSecond - stillMs);
      const body = poseReferenceBody(angles, look.statureMetres, createReferenceBody());
      const world = new Float64Array(3 * LANDMARK_COUNT);
      writeWorldLandmarks(body, viewDegrees, world);
      truth.push(world);
      // Standing still is one picture.
      const key = JSON.stringify(angles);
      const bytes = drawn.get(key) ?? draw(body);
      drawn.set(key, bytes);
      writeSync(file, encodeY4mFrame(addGrain(bytes, random), CAMERA.width, CAMERA.height));
    }
  } finally {
    closeSync(file);
  }
  return { y4mPath, framesPerSecond, frameCount, truth };

  function anglesAt(ms: number): JointAngles {
    const index = Math.max(0, Math.min(options.repetitions - 1, Math.floor(ms / repetitionMs)));
    const side = sideOfRepetition(exercise, options.side, index);
    return demonstrateExercise(exercise, { phase: ms / repetitionMs - index, side });
  }

  function draw(body: ReferenceBody): Uint8Array {
    const ankles = (body.points[LANDMARK.leftAnkle]!.z + body.points[LANDMARK.rightAnkle]!.z) / 2;
    const standing = { viewDegrees, hipHeightMetres: body.hipHeightMetres, forwardMetres: -ankles };
    return drawFigure(shapeFigure(body, look), look, standing, CAMERA);
  }
}

function addGrain(rgb: Uint8Array, random: SeededRandom): Uint8Array {
  const grained = new Uint8Array(rgb.length);
  for (let i = 0; i < rgb.length; i++) {
    // Three uniform numbers less one and a half have a standard deviation of a half.
    const grain = 2 * GRAIN * (nextUniform(random) + nextUniform(random) + nextUniform(random) - 1.5);
    grained[i] = Math.max(0, Math.min(255, Math.round(rgb[i]! + grain)));
  }
  return grained;
}
