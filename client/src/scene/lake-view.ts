// Sky, hills, water and shore: the place. Drawn in three calls, everything computed, nothing loaded.
import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial.js";
import { ProceduralTexture } from "@babylonjs/core/Materials/Textures/Procedurals/proceduralTexture.js";
import { Texture } from "@babylonjs/core/Materials/Textures/texture.js";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder.js";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { createStaticMesh } from "./create-static-mesh.ts";
import { SKY_FRAGMENT, SKY_PAINTING, SKY_VERTEX, WATER_FRAGMENT, WATER_VERTEX } from "./lake-shaders.ts";
import { createMattMaterial } from "./light-scene.ts";
import { buildShore, WATER_LEVEL } from "./shore-geometry.ts";

const WATER_METRES = 900;

export interface Panorama {
  readonly texture: ProceduralTexture;
  /** Whether it has been painted: before that there is nothing to look into. */
  readonly isPainted: () => boolean;
}

export interface WaterView {
  readonly mesh: Mesh;
  /** Moves the ripples on. */
  readonly update: (seconds: number) => void;
}

export function createSky(scene: Scene, { texture }: Panorama): Mesh {
  const sky = CreateBox("sky", { size: 1000 }, scene);
  const material = new ShaderMaterial(
    "sky",
    scene,
    { vertexSource: SKY_VERTEX, fragmentSource: SKY_FRAGMENT },
    { attributes: ["position"], uniforms: ["worldViewProjection"], samplers: ["sky"] },
  );
  material.setTexture("sky", texture);
  material.backFaceCulling = false;
  sky.material = material;
  sky.infiniteDistance = true;
  sky.isPickable = false;
  return sky;
}

export function createWater(scene: Scene, { texture }: Panorama): WaterView {
  const water = CreateGround("water", { width: WATER_METRES, height: WATER_METRES }, scene);
  const material = new ShaderMaterial(
    "water",
    scene,
    { vertexSource: WATER_VERTEX, fragmentSource: WATER_FRAGMENT },
    { attributes: ["position"], uniforms: ["world", "viewProjection", "cameraPosition", "seconds"], samplers: ["sky"] },
  );
  material.setTexture("sky", texture);
  material.backFaceCulling = false;
  material.setFloat("seconds", 0);
  material.onBindObservable.add(() => {
    if (scene.activeCamera) material.getEffect()?.setVector3("cameraPosition", scene.activeCamera.globalPosition);
  });
  water.material = material;
  water.position.set(0, WATER_LEVEL, -WATER_METRES / 2 - 1.5);
  water.isPickable = false;
  let elapsed = 0;
  return {
    mesh: water,
    update: (seconds) => {
      elapsed += seconds;
      material.setFloat("seconds", elapsed);
    },
  };
}

export function createShore(scene: Scene): Mesh {
  const shore = createStaticMesh(scene, "shore", buildShore());
  const sand = createMattMaterial(scene, "shore");
  sand.backFaceCulling = false;
  shore.material = sand;
  shore.freezeWorldMatrix();
  return shore;
}

/** Hills and clouds cost a hundred times a look into a finished picture: painted with the next frame, once. */
export function paintSky(scene: Scene, low: boolean): Panorama {
  const size = low ? { width: 1024, height: 384 } : { width: 2048, height: 768 };
  const texture = new ProceduralTexture("panorama", size, { fragmentSource: SKY_PAINTING }, scene, null, false);
  texture.refreshRate = 0;
  texture.wrapU = Texture.CLAMP_ADDRESSMODE;
  texture.wrapV = Texture.CLAMP_ADDRESSMODE;
  let painted = false;
  texture.onGeneratedObservable.addOnce(() => {
    painted = true;
  });
  return { texture, isPainted: () => painted };
}
