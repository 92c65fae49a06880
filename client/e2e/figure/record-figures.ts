// `node client/e2e/figure/record-figures.ts FOLDER full|lite [MOST]`: what a shipped pose model sees of figures whose joints are
// known, as landmark recordings with the truth in each line. Some half an hour; films that are there already are not made again, MOST ends sooner.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { writeRecordingHeader } from "@ensemble/shared/protocol/landmark-recording.ts";
import { openPoseEstimator, type PoseModel, type SeenPose } from "./estimate-poses.ts";
import { FIGURES, type FigureName } from "./figures.ts";
import { type ExerciseFilm, filmExercise } from "./film-exercise.ts";

/** Every joint the engine reads moves in one of them. */
const EXERCISES = [
  "squat",
  "shoulder-abduction",
  "standing-straight-leg-raise",
  "shoulder-front-raise",
  "sit-to-stand",
  "lateral-trunk-tilt",
  "side-lunge",
  "shoulder-rotation",
  "hip-abduction",
  "trunk-rotation",
  "marching",
  "inline-lunge",
  "shoulder-scaption",
];
/** Front, oblique, from the side; turned to the left and to the right in turn. */
const VIEWS = [0, 45, 85];
const FRAMES_PER_SECOND = 15;
const STILL_MS = 800;

const [folder, model, most = "1000"] = process.argv.slice(2);
if (folder === undefined || (model !== "full" && model !== "lite"))
  throw new Error("Into which folder, by full or lite?");
let left = Number(most);
mkdirSync(folder, { recursive: true });
const estimator = await openPoseEstimator();
try {
  const figures = Object.keys(FIGURES) as FigureName[];
  for (let round = 0; round < figures.length; round++) {
    for (const [i, id] of EXERCISES.entries()) {
      for (const [k, view] of VIEWS.entries()) {
        await record(id, figures[(i + k + round) % figures.length]!, (i + round) % 2 === 0 ? view : -view);
      }
    }
  }
} finally {
  await estimator.close();
}

async function record(id: string, figure: FigureName, viewDegrees: number): Promise<void> {
  const path = join(folder!, `${id}-${viewDegrees}-${figure}-${model}.jsonl.gz`);
  if (left <= 0 || existsSync(path)) return;
  left--;
  const file = new URL(`../../../assets/exercises/${id}.json`, import.meta.url);
  const exercise = parseTrackedExerciseFile(JSON.parse(readFileSync(file, "utf8")));
  const side: SideChoice = exercise.sides.includes("both") ? "both" : exercise.sides[0]!;
  const options = { figure, viewDegrees, side, framesPerSecond: FRAMES_PER_SECOND, stillMs: STILL_MS };
  const y4mPath = join(folder!, `film-${process.pid}.y4m`);
  try {
    const film = filmExercise(exercise, { ...options, repetitions: exercise.alternating ? 2 : 1 }, y4mPath);
    const seen = await estimator.estimate(film, model as PoseModel);
    const header = writeRecordingHeader(id, FRAMES_PER_SECOND, {
      imageUnits: "picture",
      aspect: 4 / 3,
      exerciseVersion: exercise.version,
      model,
      ...options,
    });
    const lines = [header, ...seen.map((pose, frame) => writeLine(film, frame, pose))];
    writeFileSync(`${path}.part`, gzipSync(lines.join("\n")));
    renameSync(`${path}.part`, path);
    process.stderr.write(`${id}, ${viewDegrees}°, ${figure}\n`);
  } finally {
    rmSync(y4mPath, { force: true });
  }
}

/** Tenths of a millimetre, and of the picture's finest unit. */
function writeLine({ truth, framesPerSecond }: ExerciseFilm, frame: number, pose: SeenPose): string {
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  const points = (flat: ArrayLike<number>) =>
    Array.from({ length: flat.length / 3 }, (_, i) => [0, 1, 2].map((axis) => round(flat[3 * i + axis]!)));
  const visible = (flat: readonly number[]) =>
    points(flat).map((point, i) => [...point, round(pose?.visibility[i] ?? 0)]);
  return JSON.stringify({
    t: round((frame * 1000) / framesPerSecond),
    world: pose && visible(pose.world),
    image: pose && visible(pose.image),
    truth: points(truth[frame]!),
  });
}
