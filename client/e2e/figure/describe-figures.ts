// `node client/e2e/figure/describe-figures.ts FOLDER`: how wrong the engine's angles are on what `record-figures.ts` wrote, by motion, view and
// limb, and how wrong the fitted noise makes them on the same movements: the two columns should agree.
import { applyCameraNoise, createCameraNoise } from "@ensemble/shared/exercise/camera-noise.ts";
import { createBodyPoints, readBodyPoints } from "@ensemble/shared/movement/body-points.ts";
import { nearSideOfTurn, viewOfTurn } from "@ensemble/shared/movement/camera-view.ts";
import {
  type ClinicalAngles,
  createClinicalAngles,
  readClinicalAngles,
} from "@ensemble/shared/movement/clinical-angles.ts";
import { LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import { angleIndex, isCentralMotion, type Motion } from "@ensemble/shared/movement/motion.ts";
import type { View } from "@ensemble/shared/movement/movement-rule.ts";
import { createPoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import { markdownTable } from "../../../scripts/markdown-table.ts";
import { type FigureRecording, readFigureRecordings } from "./figure-recordings.ts";
import { refereeFigure } from "./referee-figures.ts";

const MOTIONS: readonly Motion[] = [
  "shoulderElevation",
  "shoulderFlexion",
  "shoulderAbduction",
  "shoulderRotation",
  "elbowFlexion",
  "hipFlexion",
  "hipAbduction",
  "kneeFlexion",
  "ankleDorsiflexion",
  "trunkFlexion",
  "trunkLateralFlexion",
  "trunkRotation",
];
const VIEWS: readonly View[] = ["front", "oblique", "side", "back"];
const PERSONS_A_FILM = 4;
/** From this far from zero on, a limb is on its way: a rotation of an arm that hangs says nothing. */
const ROTATION_ELBOW_DEGREES = 60;

interface Errors {
  measured: number[];
  noisy: number[];
  frames: number;
}

const frameOfTheGrid = createPoseFrame();
const points = createBodyPoints();

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder?");
const recordings = readFigureRecordings(folder);
const groups = new Map<string, Errors>();
for (const [film, recording] of recordings.entries()) {
  compare(recording, (frame) => frame.world && { world: frame.world, visibility: frame.visibility }, "measured");
  for (let person = 0; person < PERSONS_A_FILM; person++) {
    const noise = createCameraNoise(film * PERSONS_A_FILM + person);
    const world = new Float64Array(3 * LANDMARK_COUNT);
    const visibility = new Float64Array(LANDMARK_COUNT);
    const stepMs = 1000 / recording.framesPerSecond;
    compare(
      recording,
      ({ truth }) => {
        applyCameraNoise(noise, truth, recording.viewDegrees, stepMs, world, visibility);
        return { world, visibility };
      },
      "noisy",
    );
  }
}
const keys = [...groups.keys()].sort();
process.stdout.write(
  `${markdownTable(
    ["motion", "view", "limb", "frames", "seen", "bias", "deviation", "bias by the noise", "its deviation"],
    keys.map((key) => {
      const { measured, noisy, frames } = groups.get(key)!;
      return [
        ...key.split("\n").slice(1),
        `${frames}`,
        `${Math.round((100 * measured.length) / frames)} %`,
        mean(measured).toFixed(1),
        deviation(measured).toFixed(1),
        mean(noisy).toFixed(1),
        deviation(noisy).toFixed(1),
      ];
    }),
  )}\n`,
);

process.stdout.write(
  `\n${markdownTable(
    ["film", "view", "counted", "largest angle, true", "measured", "interval", "smallest, true", "measured"],
    recordings.flatMap((recording) => {
      const { exercise, figure, viewDegrees, trueRepetitions, repetitions } = refereeFigure(recording);
      const film = [`${exercise}, ${figure}`, `${viewDegrees}°`, `${repetitions.length} of ${trueRepetitions}`];
      const measurable = repetitions.filter(({ fact }) => fact.rangeDegrees.measurable);
      if (measurable.length === 0) return [[...film, "not measurable", "", "", "", ""]];
      return measurable.map(({ fact, trueMaximum, trueMinimum }) => {
        const { maximum, minimum, below95, above95 } = fact.rangeDegrees;
        const numbers = [trueMaximum, maximum].map((value) => value.toFixed(0));
        return [
          ...film,
          ...numbers,
          `−${below95.toFixed(0)} +${above95.toFixed(0)}`,
          trueMinimum.toFixed(0),
          minimum.toFixed(0),
        ];
      });
    }),
  )}\n`,
);

type Seen = { world: Float64Array; visibility: Float64Array } | undefined;

function compare(
  { frames, viewDegrees }: FigureRecording,
  see: (frame: FigureRecording["frames"][number]) => Seen,
  kind: "measured" | "noisy",
): void {
  const [truth, angles] = [createClinicalAngles(), createClinicalAngles()];
  const view = viewOfTurn(viewDegrees);
  const near = nearSideOfTurn(viewDegrees);
  for (const frame of frames) {
    const seen = see(frame);
    read(frame.truth, undefined, truth);
    if (seen) read(seen.world, seen.visibility, angles);
    for (const motion of MOTIONS) {
      for (const side of isCentralMotion(motion) ? (["left"] as const) : (["left", "right"] as const)) {
        const at = angleIndex(motion, side);
        if (motion === "shoulderRotation" && truth.degrees[angleIndex("elbowFlexion", side)]! < ROTATION_ELBOW_DEGREES)
          continue;
        let limb = "–";
        if (!isCentralMotion(motion)) limb = near === undefined ? "both" : near === side ? "near" : "far";
        const order = String.fromCharCode(65 + MOTIONS.indexOf(motion), 65 + VIEWS.indexOf(view));
        const place = `${order}\n${motion}\n${view}\n${limb}`;
        const errors = groups.get(place) ?? { measured: [], noisy: [], frames: 0 };
        groups.set(place, errors);
        if (kind === "measured") errors.frames++;
        if (seen && angles.known[at] === 1) errors[kind].push(angles.degrees[at]! - truth.degrees[at]!);
      }
    }
  }
}

function read(world: Float64Array, visibility: Float64Array | undefined, into: ClinicalAngles): void {
  snapToGrid({ atMs: 0, source: "camera", aspect: 1, world, visibility }, frameOfTheGrid);
  readBodyPoints(frameOfTheGrid, points);
  readClinicalAngles(points, into);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
