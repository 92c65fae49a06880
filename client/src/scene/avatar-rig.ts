// One person in a Babylon scene: a skinned mesh whose bones take over the pose, standing on the ground, fading when nobody is seen.
import { Bone } from "@babylonjs/core/Bones/bone.js";
import { Skeleton } from "@babylonjs/core/Bones/skeleton.js";
import type { Material } from "@babylonjs/core/Materials/material.js";
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type AvatarPose, createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { buildAvatarBody, type Clothing } from "./avatar-body.ts";
import { AVATAR_BONES, boneOffsets, MODEL_ARM_RADIANS, measureAvatar } from "./avatar-bones.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import { blendPoses, copyAvatarPose } from "./blend-poses.ts";
import type { BodyGeometry } from "./body-geometry.ts";
import { toVertexData } from "./create-static-mesh.ts";
import { writeIdlePose } from "./idle-pose.ts";
import { createFooting, plantFeet, releaseFeet } from "./plant-feet.ts";
import { shiftFoot } from "./shift-foot.ts";
import { createSolvedAvatar, type SolvedAvatar, solveAvatar } from "./solve-avatar.ts";

/** Below this hip height the person sits, and stays seated while unseen. */
const SEATED_HIP_HEIGHT = 0.78;
const FADE_SECONDS = 1.2;
const UNSEEN_VISIBILITY = 0.45;

export interface AvatarMaterials {
  solid: Material;
  /** Draws depth first, so that one sees a pale person and not their inside. */
  ghost: Material;
}

export interface AvatarRig {
  readonly mesh: Mesh;
  readonly skeleton: Skeleton;
  readonly solved: SolvedAvatar;
  /** Height of the crown above the ground in the neutral position. */
  readonly statureMetres: number;
  /** Call once per frame; `seconds` is the time since the last call. */
  update: (pose: AvatarPose, seconds: number) => void;
  /** Whether it moves as its person does, more than it stands pale and at ease. */
  follows: () => boolean;
  dispose: () => void;
}

export function createAvatarRig(
  scene: Scene,
  name: string,
  look: AvatarLook,
  clothing: Clothing,
  materials: AvatarMaterials,
): AvatarRig {
  const offsets = boneOffsets(look.build);
  const measures = measureAvatar(look.build);
  const skeleton = createSkeleton(scene, name, offsets);
  const mesh = createMesh(scene, name, buildAvatarBody(look, clothing));
  mesh.skeleton = skeleton;
  mesh.material = materials.solid;
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.isPickable = false;

  const solved = createSolvedAvatar();
  const footing = createFooting();
  const [shown, idle] = [createAvatarPose(), createAvatarPose()];
  let idleSeconds = 0;
  // Starts unseen: an avatar appears pale and at ease until its first pose.
  let unseen = 1;
  copyAvatarPose(shown, writeIdlePose(idle, 0));

  const update = (pose: AvatarPose, seconds: number) => {
    idleSeconds += seconds;
    unseen = Math.max(0, Math.min(1, unseen + ((pose.tracked ? -2 : 1) * seconds) / FADE_SECONDS));
    if (unseen === 0) copyAvatarPose(shown, pose);
    else {
      writeIdlePose(idle, idleSeconds);
      const seated = pose.hipHeight < SEATED_HIP_HEIGHT;
      blendPoses(shown, pose, idle, ease(unseen), seated ? 0 : ease(unseen));
    }
    showPresence(mesh, materials, unseen);
    solveAvatar(solved, shown, offsets, measures, 0.8 * look.build.hips);
    if (solved.onFeet) plantFeet(footing, solved.soles, seconds);
    else releaseFeet(footing, solved.soles, seconds);
    shiftFoot(solved, "Left", footing.holds[0]!, footing.holds[1]!);
    shiftFoot(solved, "Right", footing.holds[2]!, footing.holds[3]!);
    writeBones(skeleton, solved, footing.x, footing.z);
  };
  update(shown, 0);

  return {
    mesh,
    skeleton,
    solved,
    statureMetres: look.build.statureMetres,
    update,
    follows: () => unseen < 0.5,
    dispose: () => {
      mesh.dispose();
      skeleton.dispose();
    },
  };
}

function createSkeleton(scene: Scene, name: string, offsets: ReturnType<typeof boneOffsets>): Skeleton {
  const skeleton = new Skeleton(`${name} skeleton`, name, scene);
  AVATAR_BONES.forEach((bone, index) => {
    const arm = bone.name === "LeftArm" ? 1 : bone.name === "RightArm" ? -1 : 0;
    const [x, y, z] = offsets[index]!;
    const rest = Matrix.Compose(
      Vector3.One(),
      Quaternion.RotationAxis(new Vector3(0, 0, 1), arm * MODEL_ARM_RADIANS),
      new Vector3(x, y, z),
    );
    new Bone(
      `mixamorig:${bone.name}`,
      skeleton,
      bone.parent < 0 ? null : skeleton.bones[bone.parent]!,
      rest,
      rest.clone(),
    );
  });
  return skeleton;
}

function createMesh(scene: Scene, name: string, body: BodyGeometry): Mesh {
  const mesh = new Mesh(name, scene);
  const vertices = toVertexData(body);
  vertices.matricesIndices = body.bones;
  vertices.matricesWeights = body.shares;
  vertices.applyToMesh(mesh);
  mesh.numBoneInfluencers = 2;
  mesh.hasVertexAlpha = false;
  return mesh;
}

const local = new Quaternion();
const hips = new Vector3();

// Poses give global rotations, bones want them seen from their parent.
function writeBones(skeleton: Skeleton, solved: SolvedAvatar, x: number, z: number): void {
  const r = solved.rotations;
  skeleton.bones.forEach((bone, index) => {
    const at = 4 * index;
    const parent = AVATAR_BONES[index]!.parent;
    if (parent < 0) {
      local.set(r[at]!, r[at + 1]!, r[at + 2]!, r[at + 3]!);
      hips.set(x, solved.hipHeight, z);
      bone.position = hips;
    } else {
      const p = 4 * parent;
      const [px, py, pz, pw] = [-r[p]!, -r[p + 1]!, -r[p + 2]!, r[p + 3]!];
      const [bx, by, bz, bw] = [r[at]!, r[at + 1]!, r[at + 2]!, r[at + 3]!];
      local.set(
        pw * bx + px * bw + py * bz - pz * by,
        pw * by - px * bz + py * bw + pz * bx,
        pw * bz + px * by - py * bx + pz * bw,
        pw * bw - px * bx - py * by - pz * bz,
      );
    }
    bone.rotationQuaternion = local;
  });
}

function showPresence(mesh: Mesh, materials: AvatarMaterials, unseen: number): void {
  mesh.visibility = 1 - (1 - UNSEEN_VISIBILITY) * ease(unseen);
  const material = unseen > 0 ? materials.ghost : materials.solid;
  if (mesh.material !== material) mesh.material = material;
}

function ease(share: number): number {
  return share * share * (3 - 2 * share);
}
