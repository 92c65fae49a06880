// Where the film's person has a joint in the picture, by the body that was drawn and the camera it was drawn for: no pose model and no page says it.
import { readFileSync } from "node:fs";
import { createReferenceBody, poseReferenceBody } from "@ensemble/shared/exercise/forward-kinematics.ts";
import { LANDMARK, type LandmarkName } from "@ensemble/shared/movement/landmarks.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { FIGURES, type FigureName } from "../figure/figures.ts";
import { anglesOf } from "../figure/squat-timeline.ts";

const EXERCISE = new URL("../../../assets/exercises/squat.json", import.meta.url);
/** Of the films (`figure/render-figure-video.ts`). */
const CAMERA = { distanceMetres: 2.9, heightMetres: 1, halfHeight: 0.375, aspect: 4 / 3 };

/** Parts of the picture. `phase`: 0…1 of one squat as deep as the exercise shows it, 0 standing. */
export function jointInFilm(figure: FigureName, joint: LandmarkName, phase: number): { x: number; y: number } {
  const exercise = parseTrackedExerciseFile(JSON.parse(readFileSync(EXERCISE, "utf8")));
  const { statureMetres, viewDegrees } = FIGURES[figure];
  const { points, hipHeightMetres } = poseReferenceBody(
    anglesOf(exercise, { phase, depth: 1 }),
    statureMetres,
    createReferenceBody(),
  );
  const of = (landmark: number) => {
    const point = points[landmark];
    if (point === undefined) throw new Error("a body without that joint");
    return point;
  };
  const { x, y, z } = of(LANDMARK[joint]);
  // The feet stay where they stand.
  const forward = z - (of(LANDMARK.leftAnkle).z + of(LANDMARK.rightAnkle).z) / 2;
  const turned = (-viewDegrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(turned), Math.cos(turned)];
  const away = CAMERA.distanceMetres - (-sine * x + cosine * forward);
  const halfHeight = CAMERA.halfHeight * away;
  return {
    x: (1 + (cosine * x + sine * forward) / (halfHeight * CAMERA.aspect)) / 2,
    y: (1 - (y + hipHeightMetres - CAMERA.heightMetres) / halfHeight) / 2,
  };
}
