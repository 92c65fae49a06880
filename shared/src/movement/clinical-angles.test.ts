import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createJointAngles } from "../exercise/demonstrate.ts";
import type { JointAngles, LimbJoint, TrunkJoint } from "../exercise/exercise.ts";
import { createReferenceBody, poseReferenceBody, writeWorldLandmarks } from "../exercise/forward-kinematics.ts";
import { createBodyPoints, readBodyPoints } from "./body-points.ts";
import { type ClinicalAngles, createClinicalAngles, readClinicalAngles, wantAngles } from "./clinical-angles.ts";
import { LANDMARK } from "./landmarks.ts";
import { ANGLE_COUNT, angleIndex, CENTRAL_MOTIONS, type Motion, SIDED_MOTIONS, type Side } from "./motion.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "./pose-frame.ts";

function frameOf(angles: JointAngles, viewDegrees = 0, stature = 1.7): PoseFrame {
  const world = new Float64Array(99);
  writeWorldLandmarks(poseReferenceBody(angles, stature, createReferenceBody()), viewDegrees, world);
  return snapToGrid({ atMs: 0, source: "simulated", aspect: 1, world }, createPoseFrame());
}

/** The same body as an estimator draws it into a picture of 3.2 m by 2.4 m: its depth ten thirds of what it is. */
function pictureOf({ world }: PoseFrame): PoseFrame {
  const image = Array.from(world, (mm, i) => {
    if (i % 3 === 2) return (mm / 3200) * (10 / 3);
    return 0.5 + (i % 3 === 1 ? mm / 2400 : mm / 3200);
  });
  return snapToGrid({ atMs: 0, source: "camera", aspect: 4 / 3, image }, createPoseFrame());
}

function read(frame: PoseFrame): ClinicalAngles {
  const points = createBodyPoints();
  const angles = createClinicalAngles();
  readBodyPoints(frame, points);
  readClinicalAngles(points, angles);
  return angles;
}

function degreesOf(angles: ClinicalAngles, motion: Motion, side: Side = "left"): number {
  expect(angles.known[angleIndex(motion, side)]).toBe(1);
  return angles.degrees[angleIndex(motion, side)]!;
}

const side = fc.constantFrom<Side>("left", "right");
const view = fc.integer({ min: -180, max: 180 });

describe("clinical angles", () => {
  it("[ANG1] are zero in the neutral position", () => {
    const angles = read(frameOf(createJointAngles()));
    for (const motion of [...SIDED_MOTIONS, ...CENTRAL_MOTIONS]) {
      // Without a bent elbow or knee the rotation of upper arm or thigh cannot be read.
      if (motion === "shoulderRotation" || motion === "hipRotation") continue;
      for (const each of ["left", "right"] as const)
        expect(Math.abs(degreesOf(angles, motion, each))).toBeLessThan(0.5);
    }
  });

  const limb: readonly [LimbJoint & Motion, number, number][] = [
    ["hipFlexion", -20, 120],
    ["hipAbduction", -20, 45],
    ["kneeFlexion", 0, 140],
    ["ankleDorsiflexion", -40, 30],
    ["shoulderFlexion", -40, 165],
    ["shoulderAbduction", 0, 165],
    ["elbowFlexion", 0, 145],
  ];
  it.each(limb)("[ANG2] read back the %s the body was posed with, from every side", (joint, min, max) => {
    fc.assert(
      fc.property(
        side,
        fc.integer({ min, max }),
        view,
        fc.constantFrom(1.5, 1.7, 1.95),
        (which, degrees, from, stature) => {
          const angles = createJointAngles();
          angles[which][joint] = degrees;
          expect(Math.abs(degreesOf(read(frameOf(angles, from, stature)), joint, which) - degrees)).toBeLessThan(0.8);
        },
      ),
    );
  });

  const trunk: readonly [TrunkJoint & Motion, number, number][] = [
    ["trunkFlexion", -20, 80],
    ["trunkLateralFlexion", -40, 40],
    ["trunkRotation", -50, 50],
    ["neckFlexion", -40, 50],
    ["neckLateralFlexion", -40, 40],
    ["neckRotation", -70, 70],
    ["pelvicObliquity", -15, 15],
  ];
  it.each(trunk)("[ANG2] read back the %s the body was posed with, from every side", (joint, min, max) => {
    fc.assert(
      fc.property(fc.integer({ min, max }), view, (degrees, from) => {
        const angles = createJointAngles();
        angles.trunk[joint] = degrees;
        expect(Math.abs(degreesOf(read(frameOf(angles, from)), joint) - degrees)).toBeLessThan(0.8);
      }),
    );
  });

  it("[ANG2] read both parts of a combined hip movement, and the knee besides", () => {
    const angles = createJointAngles();
    Object.assign(angles.left, { hipFlexion: 70, hipAbduction: 20, kneeFlexion: 50 });
    const got = read(frameOf(angles, 40));
    expect(degreesOf(got, "hipFlexion")).toBeCloseTo(70, 0);
    expect(degreesOf(got, "hipAbduction")).toBeCloseTo(20, 0);
    expect(degreesOf(got, "kneeFlexion")).toBeCloseTo(50, 0);
  });

  it("[ANG3] external rotation of the bent arm is positive on both sides", () => {
    for (const which of ["left", "right"] as const) {
      const angles = createJointAngles();
      Object.assign(angles[which], { elbowFlexion: 90, shoulderRotation: 35 });
      expect(degreesOf(read(frameOf(angles)), "shoulderRotation", which)).toBeCloseTo(35, 0);
    }
  });

  it("[ANG3] so is that of the thigh with a bent knee, whatever the hip's flexion and abduction", () => {
    fc.assert(
      fc.property(
        side,
        fc.integer({ min: -40, max: 45 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: -10, max: 40 }),
        (which, hipRotation, hipFlexion, hipAbduction) => {
          const angles = createJointAngles();
          Object.assign(angles[which], { kneeFlexion: 80, hipRotation, hipFlexion, hipAbduction });
          expect(Math.abs(degreesOf(read(frameOf(angles)), "hipRotation", which) - hipRotation)).toBeLessThan(1.2);
        },
      ),
    );
  });

  it("[ANG8] are the same of a body that lies on its back, its face or its side, and its turn is where the belly faces", () => {
    for (const [lying, turn] of [
      [{ trunkFlexion: -90 }, 90],
      [{ trunkFlexion: 90 }, 90],
      [{ trunkFlexion: -90, bodyRoll: 90 }, undefined],
      [{ trunkFlexion: -90, bodyRoll: -90 }, undefined],
    ] as const) {
      const angles = createJointAngles();
      Object.assign(angles.trunk, lying);
      Object.assign(angles.left, {
        hipFlexion: 50,
        hipAbduction: 15,
        kneeFlexion: 70,
        shoulderFlexion: 60,
        elbowFlexion: 40,
      });
      const got = read(frameOf(angles, 90));
      for (const [motion, degrees] of [
        ["hipFlexion", 50],
        ["hipAbduction", 15],
        ["kneeFlexion", 70],
        ["shoulderFlexion", 60],
        ["elbowFlexion", 40],
      ] as const) {
        expect(degreesOf(got, motion), motion).toBeCloseTo(degrees, 0);
      }
      expect(degreesOf(got, "neckFlexion")).toBeCloseTo(0, 0);
      expect(degreesOf(got, "trunkRotation")).toBeCloseTo(0, 0);
      if (turn !== undefined) expect(got.turnDegrees).toBeCloseTo(turn, 0);
      else expect(got.turnKnown).toBe(true);
    }
  });

  it("[ANG4] the knee falling inward is positive valgus on both sides", () => {
    for (const which of ["left", "right"] as const) {
      const angles = createJointAngles();
      Object.assign(angles[which], { hipFlexion: 60, kneeFlexion: 60, hipRotation: -25 });
      expect(degreesOf(read(frameOf(angles)), "kneeValgus", which)).toBeGreaterThan(10);
      angles[which].hipRotation = 25;
      expect(degreesOf(read(frameOf(angles)), "kneeValgus", which)).toBeLessThan(-10);
    }
  });

  it("[ANG5] are unknown where a landmark was not seen or was made up by the device", () => {
    const hidden = frameOf(createJointAngles());
    hidden.visibility[LANDMARK.leftAnkle] = 20;
    const angles = read(hidden);
    expect(angles.known[angleIndex("kneeFlexion", "left")]).toBe(0);
    expect(angles.known[angleIndex("kneeFlexion", "right")]).toBe(1);
    expect(angles.known[angleIndex("hipFlexion", "left")]).toBe(1);
    const emulated = frameOf(createJointAngles());
    emulated.emulated[LANDMARK.rightKnee] = 1;
    expect(read(emulated).known[angleIndex("kneeFlexion", "right")]).toBe(0);
  });

  it("[ANG6] come from the picture's landmarks where world landmarks are missing", () => {
    const angles = createJointAngles();
    angles.left.kneeFlexion = 90;
    expect(degreesOf(read(pictureOf(frameOf(angles))), "kneeFlexion")).toBeCloseTo(90, 0);
  });

  it("[ANG6] are the body's from wherever it is seen, though its depth is drawn more than three times too long", () => {
    const angles = createJointAngles();
    angles.left.elbowFlexion = 70;
    angles.left.hipFlexion = 60;
    angles.left.kneeFlexion = 80;
    angles.right.shoulderAbduction = 75;
    for (const from of [0, 30, 60, 90, -120, 180]) {
      const seen = read(pictureOf(frameOf(angles, from)));
      expect(Math.abs(degreesOf(seen, "elbowFlexion") - 70), `elbow from ${from}`).toBeLessThan(2);
      expect(Math.abs(degreesOf(seen, "hipFlexion") - 60), `hip from ${from}`).toBeLessThan(2);
      expect(Math.abs(degreesOf(seen, "kneeFlexion") - 80), `knee from ${from}`).toBeLessThan(2);
      expect(Math.abs(degreesOf(seen, "shoulderElevation", "right") - 75), `shoulder from ${from}`).toBeLessThan(2);
    }
  });

  it("[VIEW1] the body's turn is that of hips and shoulders, positive with the left side forward", () => {
    for (const from of [0, 30, 60, 90, -45, -90, 150]) {
      expect(read(frameOf(createJointAngles(), from)).turnDegrees).toBeCloseTo(from, 0);
    }
  });

  it("[ANG7] are the same for whoever asks for one alone as for whoever asks for all, and limbs nobody asks for are not read", () => {
    const bent = createJointAngles();
    bent.left.kneeFlexion = 50;
    bent.right.elbowFlexion = 60;
    const points = createBodyPoints();
    readBodyPoints(frameOf(bent, 40), points);
    const all = createClinicalAngles();
    readClinicalAngles(points, all);
    for (let index = 0; index < ANGLE_COUNT; index++) {
      const alone = createClinicalAngles();
      readClinicalAngles(points, alone, wantAngles([index]));
      expect([alone.known[index], alone.degrees[index]]).toEqual([all.known[index], all.degrees[index]]);
      expect([alone.turnKnown, alone.turnDegrees]).toEqual([all.turnKnown, all.turnDegrees]);
    }
    const legs = createClinicalAngles();
    readClinicalAngles(points, legs, wantAngles([angleIndex("kneeFlexion", "left")]));
    expect([legs, all].map(({ known }) => known[angleIndex("elbowFlexion", "right")])).toEqual([0, 1]);
    expect([legs, all].map(({ known }) => known[angleIndex("neckFlexion", "left")])).toEqual([0, 1]);
    expect(wantAngles([angleIndex("elbowFlexion", "right")])).toMatchObject({ arms: true, legs: false });
  });

  it("[ANG9] of the shoulder line are against the trunk: leaning lifts no shoulder", () => {
    const lifted = frameOf(createJointAngles());
    // 5 cm up of shoulders that are 0.259 × 1.7 m apart; the middle between them rises by half of it.
    lifted.world[3 * LANDMARK.leftShoulder + 1]! -= 50;
    const expected = (Math.atan2(50, 0.259 * 1700) * 180) / Math.PI;
    expect(Math.abs(degreesOf(read(lifted), "shoulderObliquity") - expected)).toBeLessThan(0.5);
    const leaning = createJointAngles();
    leaning.trunk.trunkLateralFlexion = 25;
    expect(Math.abs(degreesOf(read(frameOf(leaning)), "shoulderObliquity"))).toBeLessThan(0.5);
  });

  it("[ANG10] of the weight's shift are those of the hips above the feet, positive to the left, from every side", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), view, (degrees, from) => {
        const angles = createJointAngles();
        // Both legs leaning the same way carry the hips to the other.
        angles.left.hipAbduction = -degrees;
        angles.right.hipAbduction = degrees;
        expect(Math.abs(degreesOf(read(frameOf(angles, from)), "weightShift") - degrees)).toBeLessThan(0.8);
      }),
    );
    const hidden = frameOf(createJointAngles());
    hidden.visibility[LANDMARK.leftAnkle] = 0;
    expect(read(hidden).known[angleIndex("weightShift", "left")]).toBe(0);
  });

  it("[ANG11] of a knee beyond straight is negative, however the thigh is held, from every side", () => {
    fc.assert(
      fc.property(
        side,
        fc.integer({ min: -18, max: -1 }),
        fc.integer({ min: -20, max: 100 }),
        fc.integer({ min: -10, max: 40 }),
        view,
        (which, kneeFlexion, hipFlexion, hipAbduction, from) => {
          const angles = createJointAngles();
          Object.assign(angles[which], { kneeFlexion, hipFlexion, hipAbduction });
          expect(Math.abs(degreesOf(read(frameOf(angles, from)), "kneeFlexion", which) - kneeFlexion)).toBeLessThan(1);
        },
      ),
    );
  });

  it("[ANG11] of a knee that is too far forward to be one beyond straight is that of a bent one, and so is one without hips to tell by", () => {
    const angles = createJointAngles();
    angles.left.kneeFlexion = -35;
    expect(degreesOf(read(frameOf(angles)), "kneeFlexion")).toBeCloseTo(35, 0);
    angles.left.kneeFlexion = -10;
    const oneHip = frameOf(angles);
    oneHip.visibility[LANDMARK.rightHip] = 0;
    expect(degreesOf(read(oneHip), "kneeFlexion")).toBeCloseTo(10, 0);
  });
});
