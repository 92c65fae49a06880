// Morning light: a wide soft sky, a warm key from the viewer's left so that faces are read, and the low sun as a rim from behind.
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight.js";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight.js";
import { Material } from "@babylonjs/core/Materials/material.js";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { AvatarMaterials } from "./avatar-rig.ts";
import { SUN_DIRECTION } from "./lake-shaders.ts";

export function lightScene(scene: Scene): void {
  const sky = new HemisphericLight("sky", new Vector3(0.1, 1, 0.25), scene);
  sky.diffuse = new Color3(0.8, 0.83, 0.86);
  sky.groundColor = new Color3(0.5, 0.44, 0.38);
  sky.specular = Color3.Black();
  sky.intensity = 0.78;
  const key = new DirectionalLight("key", new Vector3(0.5, -0.62, -0.62), scene);
  key.diffuse = new Color3(1, 0.92, 0.8);
  key.specular = Color3.Black();
  key.intensity = 0.56;
  const [x, y, z] = SUN_DIRECTION;
  const rim = new DirectionalLight("rim", new Vector3(-x, -y - 0.25, -z), scene);
  rim.diffuse = new Color3(1, 0.78, 0.52);
  rim.specular = Color3.Black();
  rim.intensity = 0.5;
}

/** Matt, coloured by its vertices. */
export function createMattMaterial(scene: Scene, name: string): StandardMaterial {
  const material = new StandardMaterial(name, scene);
  material.diffuseColor = Color3.White();
  material.specularColor = Color3.Black();
  material.maxSimultaneousLights = 3;
  return material;
}

export function createAvatarMaterials(scene: Scene): AvatarMaterials {
  const solid = createMattMaterial(scene, "avatar");
  const ghost = createMattMaterial(scene, "avatar unseen");
  ghost.needDepthPrePass = true;
  ghost.transparencyMode = Material.MATERIAL_ALPHABLEND;
  return { solid, ghost };
}
