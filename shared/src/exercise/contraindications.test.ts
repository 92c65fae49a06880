// Where a group of assets/clinical says by itself which movement or position it forbids, every exercise with that movement names it.
import { describe, expect, it } from "vitest";
import { LIBRARY } from "../../test/exercise-library.ts";
import { LANDMARK, type LandmarkName } from "../movement/landmarks.ts";
import { demonstrateExercise } from "./demonstrate.ts";
import type { Equipment, Exercise, Position } from "./exercise.ts";
import { createReferenceBody, poseReferenceBody } from "./forward-kinematics.ts";
import { measurePose } from "./movement-rule-of.ts";

const STATURE = 1.7;
const STEPS = 40;
const SIDES = ["left", "right"] as const;

/** Of one limb through one repetition. */
interface Course {
  readonly elevation: readonly number[];
  readonly hipFlexion: readonly number[];
  readonly hipAbduction: readonly number[];
  readonly footHeight: readonly number[];
}
/** Of the trunk and neck, absolute degrees at most. */
interface Bends {
  readonly spineFlexion: number;
  readonly trunkRotation: number;
  readonly neckTurnOrTilt: number;
}

function coursesOf(exercise: Exercise): { limbs: readonly Course[]; bends: Bends } {
  const chosen = SIDES.filter((side) => exercise.alternating || exercise.sides.includes(side));
  const limbs: Course[] = [];
  const spine: number[] = [];
  const rotation: number[] = [];
  const neck: number[] = [];
  for (const active of chosen.length > 0 ? chosen : (["left"] as const)) {
    const poses = Array.from({ length: STEPS + 1 }, (_, i) =>
      demonstrateExercise(exercise, { phase: i / STEPS, side: active }),
    );
    for (const { trunk } of poses) {
      spine.push(trunk.spineFlexion);
      rotation.push(Math.abs(trunk.trunkRotation));
      neck.push(Math.abs(trunk.neckRotation), Math.abs(trunk.neckLateralFlexion), -trunk.neckFlexion);
    }
    const bodies = poses.map((pose) => poseReferenceBody(pose, STATURE, createReferenceBody()));
    for (const limb of SIDES) {
      const heightOf = (body: (typeof bodies)[number], name: LandmarkName) =>
        body.points[LANDMARK[name]]!.y + body.hipHeightMetres;
      limbs.push({
        elevation: poses.map((pose) => measurePose(pose, "shoulderElevation", limb)),
        hipFlexion: poses.map((pose) => measurePose(pose, "hipFlexion", limb)),
        hipAbduction: poses.map((pose) => pose[limb].hipAbduction),
        footHeight: bodies.map((body) => Math.min(heightOf(body, `${limb}Heel`), heightOf(body, `${limb}FootIndex`))),
      });
    }
  }
  return {
    limbs,
    bends: { spineFlexion: most(spine), trunkRotation: most(rotation), neckTurnOrTilt: most(neck) },
  };
}

const most = (values: readonly number[]): number => Math.max(...values);
const least = (values: readonly number[]): number => Math.min(...values);
const COURSES = new Map(LIBRARY.map((exercise) => [exercise.id, coursesOf(exercise)]));

/** One may also sit. */
const LYING_OR_SITTING = ["ankle-pump"];
/** The hip that bends is that of the leg stood on. */
const LOWERED_FROM_A_STEP = ["lateral-step-down", "step-down"];

const lies =
  (...positions: Position[]) =>
  ({ position }: Exercise) =>
    positions.includes(position);
const has = (equipment: Equipment, exercise: Exercise) => exercise.equipment.includes(equipment);
const someLimb =
  (holds: (course: Course) => boolean) =>
  ({ id }: Exercise) =>
    COURSES.get(id)!.limbs.some(holds);
const bends =
  (part: keyof Bends, degrees: number) =>
  ({ id }: Exercise) =>
    COURSES.get(id)!.bends[part] > degrees;

const ABOVE_THE_CHEST = 100;
const isAbove = ({ elevation }: Course) => most(elevation) > ABOVE_THE_CHEST;

/** Bounds in degrees are project assumptions: a few beyond what the group's words say, so that nothing hangs on a rounding. */
const RULES: readonly {
  readonly movement: string;
  readonly applies: (exercise: Exercise) => boolean;
  /** One of them has to be named. */
  readonly groups: readonly string[];
}[] = [
  { movement: "an arm above the chest", applies: someLimb(isAbove), groups: ["pacemaker_recent"] },
  { movement: "an arm above the chest", applies: someLimb(isAbove), groups: ["fresh_shoulder_injury"] },
  {
    movement: "an arm lifted above the chest",
    applies: someLimb((arm) => isAbove(arm) && most(arm.elevation) - least(arm.elevation) > 60),
    groups: ["cuff_repair_no_active_lifting", "cuff_repair_sling_phase"],
  },
  {
    movement: "leaning or hanging on the arms",
    applies: lies("quadruped", "plank", "hanging"),
    groups: ["pacemaker_recent"],
  },
  {
    movement: "leaning or hanging on the arms",
    applies: lies("quadruped", "plank", "hanging"),
    groups: ["no_arm_weight_bearing"],
  },
  { movement: "leaning on the hands", applies: lies("quadruped"), groups: ["wrist_loading_painful"] },
  {
    movement: "a leg lifted by the hip",
    applies: (exercise) =>
      !LOWERED_FROM_A_STEP.includes(exercise.id) &&
      someLimb(({ hipFlexion, footHeight }) => {
        const atHeight = footHeight[hipFlexion.indexOf(most(hipFlexion))]!;
        return most(hipFlexion) - hipFlexion[0]! > 25 && atHeight - least(footHeight) > 0.1;
      })(exercise),
    groups: ["no_active_hip_flexion"],
  },
  {
    movement: "a leg taken out sideways",
    applies: (exercise) =>
      exercise.type !== "stretch" &&
      someLimb(({ hipAbduction }) => most(hipAbduction) > 15 && most(hipAbduction) - hipAbduction[0]! > 17)(exercise),
    groups: ["no_active_hip_abduction"],
  },
  {
    movement: "a hip bent beyond 90°",
    applies: someLimb(({ hipFlexion }) => most(hipFlexion) > 100),
    groups: ["hip_bending_limited", "hip_posterior_precautions"],
  },
  {
    movement: "a hip stretched back",
    applies: someLimb(({ hipFlexion }) => least(hipFlexion) < -15),
    groups: ["hip_extension_limited", "hip_anterior_precautions"],
  },
  { movement: "a back bent forward", applies: bends("spineFlexion", 30), groups: ["osteoporosis_no_bending"] },
  { movement: "a back twisted", applies: bends("trunkRotation", 25), groups: ["osteoporosis_no_bending"] },
  { movement: "a back twisted", applies: bends("trunkRotation", 25), groups: ["spinal_surgery_no_twisting"] },
  {
    movement: "a head turned, tilted or leaned back",
    applies: bends("neckTurnOrTilt", 25),
    groups: ["vertigo_with_head_turns"],
  },
  {
    movement: "lying on the back",
    applies: (exercise) => lies("supine")(exercise) && !LYING_OR_SITTING.includes(exercise.id),
    groups: ["cannot_lie_flat"],
  },
  {
    movement: "lying on the back",
    applies: (exercise) => lies("supine")(exercise) && !LYING_OR_SITTING.includes(exercise.id),
    groups: ["pregnancy_lying_on_back"],
  },
  { movement: "lying on the front", applies: lies("prone"), groups: ["cannot_lie_on_front"] },
  { movement: "lying on the front", applies: lies("prone"), groups: ["pregnancy_lying_on_front"] },
  { movement: "lying on the side", applies: lies("sideLying"), groups: ["cannot_lie_on_side"] },
  { movement: "kneeling", applies: lies("kneeling", "halfKneeling", "quadruped"), groups: ["kneeling_painful"] },
  {
    movement: "getting down to a mat",
    applies: (exercise) => has("mat", exercise) && !has("bed", exercise),
    groups: ["cannot_get_up_from_floor"],
  },
  {
    movement: "standing",
    applies: lies("standing"),
    groups: ["unsafe_standing", "unsafe_single_leg_stance"],
  },
];

describe("an exercise names whom it is wrong for:", () => {
  it.each(RULES.map((rule) => [rule.movement, rule.groups.join(" or "), rule] as const))(
    "%s is named by %s",
    (_, __, { applies, groups }) => {
      const concerned = LIBRARY.filter(applies);
      expect(concerned.length).toBeGreaterThan(0);
      expect(
        concerned
          .filter(({ contraindications }) => !groups.some((group) => contraindications.includes(group)))
          .map(({ id }) => id),
      ).toEqual([]);
    },
  );

  it("and the exceptions are still exercises", () => {
    const ids = new Set(LIBRARY.map(({ id }) => id));
    const exceptions = [...LYING_OR_SITTING, ...LOWERED_FROM_A_STEP];
    expect(exceptions.filter((id) => !ids.has(id))).toEqual([]);
  });
});
