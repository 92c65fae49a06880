// Bones move as the pose says, people stand on the ground: Babylon itself, without a picture.
import { readdirSync, readFileSync } from "node:fs";
import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { Scene } from "@babylonjs/core/scene.js";
import { demonstrateExercise } from "@ensemble/shared/exercise/demonstrate.ts";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import {
  createReferenceBody,
  poseReferenceBody,
  writeAvatarPose,
} from "@ensemble/shared/exercise/forward-kinematics.ts";
import {
  AVATAR_SEGMENTS,
  type AvatarPose,
  type AvatarSegment,
  createAvatarPose,
} from "@ensemble/shared/movement/avatar-pose.ts";
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BoneName, boneIndex } from "./avatar-bones.ts";
import { AVATAR_LOOKS } from "./avatar-looks.ts";
import { type AvatarRig, createAvatarRig } from "./avatar-rig.ts";
import { createAvatarMaterials } from "./light-scene.ts";

const SLIDE_METRES = 0.08;
/** Who leaps comes down somewhere else. */
const LEAPS: ReadonlySet<string> = new Set(["single-leg-hop", "squat-jump"]);
/** The middle of a sole whose heel is up as far as it goes, or whose toes are. */
const SOLE_AT_MOST_METRES = 0.14;
const EXERCISES = new URL("../../../assets/exercises/", import.meta.url);
const exercises = readdirSync(EXERCISES)
  .filter((file) => file.endsWith(".json"))
  .map((file) => parseExerciseFile(JSON.parse(readFileSync(new URL(file, EXERCISES), "utf8"))));

let engine: NullEngine;
let scene: Scene;
let rig: AvatarRig;

beforeAll(() => {
  engine = new NullEngine();
  scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  rig = newcomer();
});
afterAll(() => engine.dispose());

/** Somebody who has just come and stands in their place, instead of whoever was there. */
function nextOne(): void {
  rig.dispose();
  rig = newcomer();
}

function newcomer(): AvatarRig {
  rig = createAvatarRig(
    scene,
    "tested",
    AVATAR_LOOKS[1]!,
    { colour: "#e69f00", shape: "triangle" },
    createAvatarMaterials(scene),
  );
  settle(neutral());
  return rig;
}

function neutral(): AvatarPose {
  const pose = createAvatarPose();
  pose.tracked = true;
  return pose;
}

function turned(turns: Partial<Record<AvatarSegment, readonly [axis: "x" | "y" | "z", degrees: number]>>): AvatarPose {
  const pose = neutral();
  for (const [segment, [axis, degrees]] of Object.entries(turns)) {
    const half = (degrees * Math.PI) / 360;
    const rotation = [0, 0, 0, Math.cos(half)];
    rotation[["x", "y", "z"].indexOf(axis)] = Math.sin(half);
    pose.rotations.set(rotation, 4 * AVATAR_SEGMENTS.indexOf(segment as AvatarSegment));
  }
  return pose;
}

/** Shows the pose until the avatar has faded in. */
function settle(pose: AvatarPose): void {
  for (let i = 0; i < 40; i++) rig.update(pose, 0.05);
  rig.skeleton.prepare(true);
}

function jointOf(name: BoneName): Vector3 {
  return rig.skeleton.bones[boneIndex(name)]!.getAbsolutePosition(rig.mesh);
}

function between(from: BoneName, to: BoneName): Vector3 {
  return jointOf(to).subtract(jointOf(from)).normalize();
}

function expectDirection(actual: Vector3, [x, y, z]: readonly [number, number, number], degrees = 1): void {
  const cosine = Vector3.Dot(actual, new Vector3(x, y, z).normalize());
  expect((Math.acos(Math.min(1, cosine)) * 180) / Math.PI).toBeLessThan(degrees);
}

test("bones carry the names body tracking looks for", () => {
  const names = rig.skeleton.bones.map((bone) => bone.name);
  for (const name of [
    "Hips",
    "Spine",
    "Neck",
    "Head",
    "LeftArm",
    "RightForeArm",
    "LeftUpLeg",
    "RightLeg",
    "LeftFoot",
    "RightToeBase",
  ])
    expect(names).toContain(`mixamorig:${name}`);
});

test("a thigh lifted to the front is level and its shin hangs with the knee at 90°", () => {
  settle(turned({ leftThigh: ["x", -90] }));
  expectDirection(between("LeftUpLeg", "LeftLeg"), [0, 0, 1]);
  expectDirection(between("LeftLeg", "LeftFoot"), [0, -1, 0]);
  // The standing leg leans by what keeps its foot in place.
  expectDirection(between("RightUpLeg", "RightLeg"), [0, -1, 0], 4);
});

test("a standing knee bent by 90° holds the shin level behind", () => {
  settle(turned({ rightShin: ["x", 90], rightFoot: ["x", 90] }));
  expectDirection(between("RightLeg", "RightFoot"), [0, 0, -1]);
});

test("arms held out sideways are level, each to its own side", () => {
  settle(
    turned({ leftUpperArm: ["z", 90], leftForearm: ["z", 90], rightUpperArm: ["z", -90], rightForearm: ["z", -90] }),
  );
  expectDirection(between("LeftArm", "LeftForeArm"), [1, 0, 0]);
  expectDirection(between("LeftForeArm", "LeftHand"), [1, 0, 0]);
  expectDirection(between("RightArm", "RightHand"), [-1, 0, 0]);
});

test("hanging arms pass beside the hips, a few degrees out", () => {
  settle(neutral());
  const [x, y] = between("LeftArm", "LeftHand").asArray() as [number, number, number];
  const degrees = (Math.atan2(x, -y) * 180) / Math.PI;
  expect(degrees).toBeGreaterThan(1);
  expect(degrees).toBeLessThan(12);
});

/** Whether the definition itself moves one foot against the other along the ground: a step, a foot that slides below a chair. */
function stepsOnTheGround(exercise: Exercise, side: SideChoice): boolean {
  const body = createReferenceBody();
  const apart: [x: number, z: number][] = [];
  for (let i = 0; i <= 50; i++) {
    const { points, hipHeightMetres } = poseReferenceBody(
      demonstrateExercise(exercise, { phase: i / 50, side }),
      1.75,
      body,
    );
    const low = (["left", "right"] as const).every((foot) => {
      const [heel, toe] = [points[LANDMARK[`${foot}Heel`]]!, points[LANDMARK[`${foot}FootIndex`]]!];
      return Math.min(heel.y, toe.y) + hipHeightMetres < 0.06;
    });
    const [left, right] = [points[LANDMARK.leftAnkle]!, points[LANDMARK.rightAnkle]!];
    if (low) apart.push([left.x - right.x, left.z - right.z]);
  }
  return apart.some(([x, z]) => Math.hypot(x - apart[0]![0], z - apart[0]![1]) > 0.03);
}

describe("in every exercise of the library", () => {
  test("there are exercises to look at", () => expect(exercises.length).toBeGreaterThanOrEqual(6));

  const standing = exercises.filter(({ position }) => position === "standing" || position === "sitting");

  test.each(
    exercises.filter((exercise) => !standing.includes(exercise)).map((exercise) => [exercise.id, exercise] as const),
  )("%s: lies, kneels or hangs with nothing of the body under the ground, and stays where it is", (_, exercise) => {
    nextOne();
    const body = createReferenceBody();
    const pose = createAvatarPose();
    const side = exercise.sides[0]!;
    const write = (phase: number) =>
      writeAvatarPose(poseReferenceBody(demonstrateExercise(exercise, { phase, side }), 1.75, body), 1.75, pose);
    for (let i = 0; i < 200; i++) rig.update(write(0), 0.03);
    for (let i = 0; i <= 100; i++) {
      rig.update(write(i / 100), 0.03);
      rig.skeleton.prepare(true);
      for (const bone of ["LeftFoot", "RightFoot", "LeftHand", "RightHand", "LeftLeg", "RightLeg", "Head"] as const) {
        expect(jointOf(bone).y, bone).toBeGreaterThan(-0.01);
      }
      if (!rig.solved.onFeet) {
        const hips = jointOf("Hips");
        expect(Math.hypot(hips.x, hips.z)).toBeLessThan(0.5);
      }
    }
  });

  test.each(standing.map((exercise) => [exercise.id, exercise] as const))(
    "%s: stands on the ground and slides less than 8 cm where its feet stay on the ground",
    (_, exercise) => {
      // Whoever has stepped away in the exercise before drifts back to their place, and that is no slide of this one.
      nextOne();
      const body = createReferenceBody();
      const pose = createAvatarPose();
      const places: { left: Vector3; right: Vector3; onFeet: boolean }[] = [];
      // Alternating exercises move one side at a time, also when both are chosen.
      for (const side of exercise.alternating ? (["left", "right"] as const) : exercise.sides) {
        settle(
          writeAvatarPose(poseReferenceBody(demonstrateExercise(exercise, { phase: 0, side }), 1.75, body), 1.75, pose),
        );
        places.length = 0;
        for (let i = 0; i <= 100; i++) {
          rig.update(
            writeAvatarPose(
              poseReferenceBody(demonstrateExercise(exercise, { phase: i / 100, side }), 1.75, body),
              1.75,
              pose,
            ),
            0.03,
          );
          rig.skeleton.prepare(true);
          const soles = [rig.solved.soles[1]!, rig.solved.soles[4]!].map((y) => y + rig.solved.hipHeight);
          expect(Math.min(...soles)).toBeGreaterThan(-0.05);
          if (rig.solved.onFeet) expect(Math.min(...soles)).toBeLessThan(SOLE_AT_MOST_METRES);
          places.push({
            left: jointOf("LeftToeBase"),
            right: jointOf("RightToeBase"),
            onFeet: rig.solved.onFeet,
          });
        }
        if (stepsOnTheGround(exercise, side) || LEAPS.has(exercise.id)) continue;
        // Once the lower of the two, or level with the other, a foot carries the body: it must not wander until it is lifted again.
        for (const foot of ["left", "right"] as const) {
          let stoodAt: Vector3 | undefined;
          for (const place of places) {
            const carries = place.onFeet && place[foot].y <= Math.min(place.left.y, place.right.y) + 0.0001;
            stoodAt = carries ? (stoodAt ?? place[foot]) : undefined;
            if (stoodAt)
              expect(Math.hypot(place[foot].x - stoodAt.x, place[foot].z - stoodAt.z)).toBeLessThan(SLIDE_METRES);
          }
        }
      }
    },
  );
});

test("an avatar nobody is seen for grows pale, and comes back", () => {
  const lost = neutral();
  lost.tracked = false;
  settle(lost);
  expect(rig.mesh.visibility).toBeLessThan(0.6);
  settle(neutral());
  expect(rig.mesh.visibility).toBe(1);
});

test("every vertex hangs on bones by shares that add up to one", () => {
  for (const look of AVATAR_LOOKS) {
    const other = createAvatarRig(scene, "counted", look, { colour: "#0072b2" }, createAvatarMaterials(scene));
    const shares = other.mesh.getVerticesData("matricesWeights")!;
    for (let i = 0; i < shares.length; i += 4)
      expect(shares[i]! + shares[i + 1]! + shares[i + 2]! + shares[i + 3]!).toBeCloseTo(1, 6);
    other.dispose();
  }
});
