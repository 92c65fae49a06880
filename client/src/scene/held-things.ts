// What a figure holds: dumbbells and a stick, which go wherever its hands go.
import { Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateCylinder } from "@babylonjs/core/Meshes/Builders/cylinderBuilder.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { Side, SideChoice } from "@ensemble/shared/movement/motion.ts";
import { boneIndex } from "./avatar-bones.ts";
import type { AvatarRig } from "./avatar-rig.ts";
import { GRIP_METRES } from "./grip.ts";
import { readJointPlace } from "./joint-place.ts";

export interface HeldThings {
  readonly meshes: readonly Mesh[];
  /** Call when the figure has moved. */
  follow: (rig: AvatarRig) => void;
}

const HANDS = { left: boneIndex("LeftHand"), right: boneIndex("RightHand") } as const;
const DUMBBELL = { handle: 0.16, thin: 0.026, head: 0.062, wide: 0.1 } as const;
const STICK = { beyondHandsMetres: 0.3, diameter: 0.028 } as const;

/** `side`: of the figure as it is seen. */
export function createHeldThings(scene: Scene, { equipment, sides }: Exercise, side: SideChoice): HeldThings {
  const meshes: Mesh[] = [];
  const updates: ((rig: AvatarRig) => void)[] = [];
  if (equipment.includes("weight")) {
    const hands = sides.includes("both") || side === "both" ? (["left", "right"] as const) : [side];
    for (const hand of hands) {
      const parts = dumbbell(scene);
      meshes.push(...parts);
      updates.push((rig) => putIntoHand(parts[0], rig, hand));
    }
  }
  if (equipment.includes("stick")) {
    const stick = CreateCylinder("stick", { height: 1, diameter: STICK.diameter, tessellation: 12 }, scene);
    meshes.push(stick);
    updates.push((rig) => layAcrossHands(stick, rig));
  }
  return {
    meshes,
    follow: (rig) => {
      for (const update of updates) update(rig);
    },
  };
}

function dumbbell(scene: Scene): readonly [Mesh, ...Mesh[]] {
  const { handle, thin, head, wide } = DUMBBELL;
  const bar = CreateCylinder("dumbbell", { height: handle, diameter: thin, tessellation: 12 }, scene);
  const heads = [-1, 1].map((end) => {
    const mesh = CreateCylinder("dumbbell head", { height: head, diameter: wide, tessellation: 20 }, scene);
    mesh.parent = bar;
    mesh.position.y = (end * (handle + head)) / 2;
    return mesh;
  });
  return [bar, ...heads];
}

const rotation = new Quaternion();
const reach = new Vector3();
const grip = new Vector3();
const otherGrip = new Vector3();
/** A cylinder stands upright; in a hanging hand a bar lies from front to back. */
const FRONT_TO_BACK = Quaternion.RotationAxis(Vector3.Right(), Math.PI / 2);
const UPRIGHT = Vector3.Up();

function putIntoHand(mesh: Mesh, rig: AvatarRig, side: Side): void {
  readGrip(rig, side, mesh.position);
  mesh.rotationQuaternion = rotation.multiplyToRef(FRONT_TO_BACK, mesh.rotationQuaternion ?? new Quaternion());
}

function layAcrossHands(stick: Mesh, rig: AvatarRig): void {
  readGrip(rig, "left", grip);
  readGrip(rig, "right", otherGrip);
  Vector3.LerpToRef(grip, otherGrip, 0.5, stick.position);
  grip.subtractInPlace(otherGrip);
  stick.scaling.y = grip.length() + 2 * STICK.beyondHandsMetres;
  stick.rotationQuaternion = Quaternion.FromUnitVectorsToRef(
    UPRIGHT,
    grip.normalize(),
    stick.rotationQuaternion ?? new Quaternion(),
  );
}

/** Where the fingers close; leaves the hand's turn in `rotation`. */
function readGrip(rig: AvatarRig, side: Side, into: Vector3): void {
  const hand = HANDS[side];
  Quaternion.FromArrayToRef(rig.solved.rotations, 4 * hand, rotation);
  readJointPlace(rig, hand, into).addInPlace(reach.set(0, -GRIP_METRES, 0).applyRotationQuaternionInPlace(rotation));
}
