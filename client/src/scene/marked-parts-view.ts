// A glow around the part of the body that an error is about.
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { CreateSphere } from "@babylonjs/core/Meshes/Builders/sphereBuilder.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { ExerciseError } from "@ensemble/shared/exercise/exercise.ts";
import { type BoneName, boneIndex } from "./avatar-bones.ts";
import type { AvatarRig } from "./avatar-rig.ts";

type BodyPart = ExerciseError["bodyPart"];

const BONES: Readonly<Record<BodyPart, readonly BoneName[]>> = {
  head: ["Head"],
  trunk: ["Spine1", "Spine2"],
  pelvis: ["Hips"],
  shoulders: ["LeftArm", "RightArm"],
  arms: ["LeftForeArm", "RightForeArm", "LeftHand", "RightHand"],
  elbows: ["LeftForeArm", "RightForeArm"],
  hips: ["LeftUpLeg", "RightUpLeg"],
  knees: ["LeftLeg", "RightLeg"],
  feet: ["LeftFoot", "RightFoot"],
};
const DIAMETERS: Readonly<Partial<Record<BodyPart, number>>> = { head: 0.4, trunk: 0.46, pelvis: 0.46, feet: 0.3 };
const DIAMETER_METRES = 0.26;
const MOST = 4;
const SUN = Color3.FromHexString("#f3b23e");

export interface MarkedParts {
  readonly node: TransformNode;
  follow: (rig: AvatarRig) => void;
  mark: (part: BodyPart | undefined) => void;
  /** After the rig has moved. */
  move: () => void;
}

export function createMarkedParts(scene: Scene, parent: TransformNode): MarkedParts {
  const node = new TransformNode("marked parts", scene);
  node.parent = parent;
  const material = new StandardMaterial("marked", scene);
  material.disableLighting = true;
  material.emissiveColor = SUN;
  material.alpha = 0.42;
  const spheres: Mesh[] = Array.from({ length: MOST }, (_, i) => {
    const sphere = CreateSphere(`marked ${i}`, { diameter: 1, segments: 16 }, scene);
    sphere.parent = node;
    sphere.material = material;
    sphere.isPickable = false;
    return sphere;
  });
  let marked: readonly number[] = [];
  let followed: AvatarRig | undefined;
  return {
    node,
    follow: (rig) => {
      followed = rig;
    },
    mark: (part) => {
      marked = part === undefined ? [] : BONES[part].map(boneIndex);
      for (const sphere of spheres) {
        sphere.scaling.setAll((part === undefined ? undefined : DIAMETERS[part]) ?? DIAMETER_METRES);
      }
    },
    move: () => {
      spheres.forEach((sphere, i) => {
        const bone = marked[i];
        sphere.isVisible = bone !== undefined && followed !== undefined;
        if (bone === undefined || followed === undefined) return;
        const { solved, skeleton, mesh } = followed;
        const hips = skeleton.bones[0]!.position;
        sphere.position.set(
          hips.x + solved.joints[3 * bone]!,
          hips.y + solved.joints[3 * bone + 1]! + mesh.position.y,
          hips.z + solved.joints[3 * bone + 2]!,
        );
      });
    },
  };
}
