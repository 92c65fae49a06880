// What the engine reads of the reference body in a posture, through the storage grid as of everybody else.
import { type BodyPoints, createBodyPoints, readBodyPoints } from "../movement/body-points.ts";
import { type ClinicalAngles, createClinicalAngles, readClinicalAngles } from "../movement/clinical-angles.ts";
import { createPoseFrame, snapToGrid } from "../movement/pose-frame.ts";
import type { JointAngles } from "./exercise.ts";
import { createReferenceBody, poseReferenceBody, writeWorldLandmarks } from "./forward-kinematics.ts";

const REFERENCE_STATURE_METRES = 1.7;

export interface PoseReading {
  readonly angles: ClinicalAngles;
  readonly points: BodyPoints;
}

const body = createReferenceBody();
const landmarks = new Float64Array(99);
const frame = createPoseFrame();
const reading: PoseReading = { angles: createClinicalAngles(), points: createBodyPoints() };

/** What is returned is filled anew by the next call. */
export function readPose(posture: JointAngles): PoseReading {
  poseReferenceBody(posture, REFERENCE_STATURE_METRES, body);
  writeWorldLandmarks(body, 0, landmarks);
  snapToGrid({ atMs: 0, source: "simulated", aspect: 1, world: landmarks }, frame);
  readBodyPoints(frame, reading.points);
  readClinicalAngles(reading.points, reading.angles);
  return reading;
}
