// Turns a body that moves over time into pose frames as a camera would give them, with seeded noise.
import { LANDMARK_COUNT } from "../movement/landmarks.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "../movement/pose-frame.ts";
import type { JointAngles } from "./exercise.ts";
import { createReferenceBody, poseReferenceBody, writeWorldLandmarks } from "./forward-kinematics.ts";
import { projectLandmarks } from "./pinhole-camera.ts";
import { createSeededRandom, nextNormal } from "./seeded-random.ts";

/** A body at one moment; `undefined` angles mean that nobody is in the picture. */
export interface BodyMoment {
  angles: JointAngles;
  viewDegrees: number;
  xMetres: number;
  zMetres: number;
}

export interface SamplingOptions {
  framesPerSecond: number;
  startMs: number;
  durationMs: number;
  statureMetres: number;
  aspect: number;
  noiseMetres: number;
  seed: number;
}

/** `bodyAt` is asked for the body at each capture time (milliseconds from the start) and may reuse what it returns. */
export function sampleFrames(bodyAt: (ms: number) => BodyMoment, options: SamplingOptions): PoseFrame[] {
  const random = createSeededRandom(options.seed);
  const body = createReferenceBody();
  const exact = new Float64Array(3 * LANDMARK_COUNT);
  const world = new Float64Array(3 * LANDMARK_COUNT);
  const image = new Float64Array(3 * LANDMARK_COUNT);
  const visibility = new Float64Array(LANDMARK_COUNT).fill(1);
  const count = Math.floor((options.durationMs * options.framesPerSecond) / 1000) + 1;
  const frames: PoseFrame[] = [];
  for (let i = 0; i < count; i++) {
    const ms = (i * 1000) / options.framesPerSecond;
    const moment = bodyAt(ms);
    poseReferenceBody(moment.angles, options.statureMetres, body);
    writeWorldLandmarks(body, moment.viewDegrees, exact);
    for (let k = 0; k < exact.length; k++) {
      world[k] = exact[k]! + (options.noiseMetres > 0 ? options.noiseMetres * nextNormal(random) : 0);
    }
    const place = { xMetres: moment.xMetres, hipHeightMetres: body.hipHeightMetres, zMetres: moment.zMetres };
    projectLandmarks(world, place, options.aspect, image);
    frames.push(
      snapToGrid(
        { atMs: options.startMs + ms, source: "simulated", aspect: options.aspect, world, image, visibility },
        createPoseFrame(),
      ),
    );
  }
  return frames;
}
