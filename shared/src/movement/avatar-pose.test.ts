import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../test/exercise-library.ts";
import { createJointAngles, demonstrateExercise } from "../exercise/demonstrate.ts";
import type { JointAngles } from "../exercise/exercise.ts";
import {
  createReferenceBody,
  poseReferenceBody,
  writeAvatarPose,
  writeWorldLandmarks,
} from "../exercise/forward-kinematics.ts";
import {
  AVATAR_OFFSET,
  AVATAR_SEGMENTS,
  type AvatarPose,
  type AvatarSegment,
  createAvatarPose,
  readAvatarPose,
} from "./avatar-pose.ts";
import { LANDMARK } from "./landmarks.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "./pose-frame.ts";

const STATURE = 1.7;
const body = createReferenceBody();

function frameOf(angles: JointAngles): PoseFrame {
  const world = new Float64Array(99);
  writeWorldLandmarks(poseReferenceBody(angles, STATURE, body), 0, world);
  return snapToGrid({ atMs: 0, source: "simulated", aspect: 1, world }, createPoseFrame());
}

const exact = (angles: JointAngles) =>
  writeAvatarPose(poseReferenceBody(angles, STATURE, body), STATURE, createAvatarPose());

/** A curled back, a lifted shoulder blade, a turned hand, a tilted foot and a straight leg's turn do not show in the landmarks, or hardly. */
function hideWhatNoCameraTells(angles: JointAngles): void {
  angles.trunk.spineFlexion = 0;
  for (const side of ["left", "right"] as const) {
    Object.assign(angles[side], {
      scapularElevation: 0,
      scapularRetraction: 0,
      forearmPronation: 0,
      wristFlexion: 0,
      ankleInversion: 0,
    });
    // How a straight leg is turned is not seen either.
    if (angles[side].kneeFlexion < 20) angles[side].hipRotation = 0;
  }
}

/** Angle between two orientations of a segment, degrees. */
function apart(a: AvatarPose, b: AvatarPose, segment: AvatarSegment): number {
  const at = AVATAR_OFFSET[segment];
  let dot = 0;
  for (let i = 0; i < 4; i++) dot += a.rotations[at + i]! * b.rotations[at + i]!;
  return (2 * Math.acos(Math.min(1, Math.abs(dot))) * 180) / Math.PI;
}

describe("the avatar's pose", () => {
  it("[AVA1] of the neutral position is identity everywhere, hips at standing height", () => {
    const pose = readAvatarPose(frameOf(createJointAngles()), createAvatarPose());
    expect(pose.tracked).toBe(true);
    expect(pose.hipHeight).toBeCloseTo(1, 2);
    for (const segment of AVATAR_SEGMENTS) expect(apart(pose, createAvatarPose(), segment), segment).toBeLessThan(2);
  });

  it("[AVA2] read from landmarks is the one the body was posed with, throughout every exercise", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXERCISES),
        fc.constantFrom("left" as const, "right" as const),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (exercise, side, phase) => {
          const angles = demonstrateExercise(exercise, { phase, side });
          hideWhatNoCameraTells(angles);
          const read = readAvatarPose(frameOf(angles), createAvatarPose());
          const posed = exact(angles);
          // The spine is taken midway between pelvis and chest; the rest is read off the body.
          for (const segment of AVATAR_SEGMENTS)
            expect(apart(read, posed, segment), `${exercise.id} ${segment}`).toBeLessThan(12);
          for (const segment of ["pelvis", "chest", "leftThigh", "rightThigh", "leftShin", "rightShin"] as const) {
            expect(apart(read, posed, segment), `${exercise.id} ${segment}`).toBeLessThan(6);
          }
          expect(Math.abs(read.hipHeight - posed.hipHeight)).toBeLessThan(0.01);
        },
      ),
    );
  });

  it("[AVA3] has unit rotations for whatever body is seen", () => {
    const point = fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 99, maxLength: 99 });
    fc.assert(
      fc.property(point, (world) => {
        const frame = snapToGrid(
          { atMs: 0, source: "camera", aspect: 1, world: world.map((mm) => mm / 1000) },
          createPoseFrame(),
        );
        const pose = readAvatarPose(frame, createAvatarPose());
        for (const segment of AVATAR_SEGMENTS) {
          const at = AVATAR_OFFSET[segment];
          expect(Math.hypot(...pose.rotations.subarray(at, at + 4))).toBeCloseTo(1, 6);
        }
        expect(pose.hipHeight).toBeGreaterThan(0);
      }),
    );
  });

  it("[AVA4] lets parts that are not seen follow the part they hang on, and keeps the last pose when nobody is seen", () => {
    const angles = createJointAngles();
    Object.assign(angles.left, { hipFlexion: 60, kneeFlexion: 60 });
    const frame = frameOf(angles);
    frame.visibility[LANDMARK.leftAnkle] = 0;
    const pose = readAvatarPose(frame, createAvatarPose());
    expect(apart(pose, exact(angles), "leftThigh")).toBeLessThan(2);
    const at = AVATAR_OFFSET.leftThigh;
    expect([...pose.rotations.subarray(AVATAR_OFFSET.leftShin, AVATAR_OFFSET.leftShin + 4)]).toEqual([
      ...pose.rotations.subarray(at, at + 4),
    ]);
    const before = [...pose.rotations];
    const nobody = createPoseFrame();
    expect(readAvatarPose(nobody, pose).tracked).toBe(false);
    expect([...pose.rotations]).toEqual(before);
  });

  it("[AVA5] bends down and lowers the hips in a squat", () => {
    const squat = EXERCISES.find(({ id }) => id === "squat")!;
    const pose = readAvatarPose(frameOf(demonstrateExercise(squat, { phase: 0.5, side: "left" })), createAvatarPose());
    expect(pose.hipHeight).toBeLessThan(0.8);
    expect(pose.hipHeight).toBeGreaterThan(0.6);
  });
});
