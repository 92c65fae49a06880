// Sky, hills, water and shore: the place. Drawn in three calls, everything computed, nothing loaded.
import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial.js";
import { ProceduralTexture } from "@babylonjs/core/Materials/Textures/Procedurals/proceduralTexture.js";
import { Texture } from "@babylonjs/core/Materials/Textures/texture.js";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder.js";
import { CreateGround } from "@babylonjs/core/Meshes/Builders/groundBuilder.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { createStaticMesh } from "./create-static-mesh.ts";
import { SKY_FRAGMENT, SKY_PAINTING, SKY_VERTEX, WATER_FRAGMENT, WATER_VERTEX } from "./lake-shaders.ts";
import { createMattMaterial } from "./light-scene.ts";
import { buildShore, WATER_LEVEL } from "./shore-geometry.ts";

const WATER_METRES = 900;

export interface LakeView {
  /** Moves the ripples on. */
  update: (seconds: number) => void;
}

export function createLakeView(scene: Scene, low: boolean): LakeView {
  const panorama = paintSky(scene, low);
  const sky = CreateBox("sky", { size: 1000 }, scene);
  const skyMaterial = new ShaderMaterial(
    "sky",
    scene,
    { vertexSource: SKY_VERTEX, fragmentSource: SKY_FRAGMENT },
    { attributes: ["position"], uniforms: ["worldViewProjection"], samplers: ["sky"] },
  );
  skyMaterial.setTexture("sky", panorama);
  skyMaterial.backFaceCulling = false;
  sky.material = skyMaterial;
  sky.infiniteDistance = true;
  sky.isPickable = false;

  const water = CreateGround("water", { width: WATER_METRES, height: WATER_METRES }, scene);
  const waterMaterial = new ShaderMaterial(
    "water",
    scene,
    { vertexSource: WATER_VERTEX, fragmentSource: WATER_FRAGMENT },
    { attributes: ["position"], uniforms: ["world", "viewProjection", "cameraPosition", "seconds"], samplers: ["sky"] },
  );
  waterMaterial.setTexture("sky", panorama);
  waterMaterial.backFaceCulling = false;
  waterMaterial.setFloat("seconds", 0);
  waterMaterial.onBindObservable.add(() => {
    if (scene.activeCamera) waterMaterial.getEffect()?.setVector3("cameraPosition", scene.activeCamera.globalPosition);
  });
  water.material = waterMaterial;
  water.position.set(0, WATER_LEVEL, -WATER_METRES / 2 - 1.5);
  water.isPickable = false;

  const shore = createStaticMesh(scene, "shore", buildShore());
  const sand = createMattMaterial(scene, "shore");
  sand.backFaceCulling = false;
  shore.material = sand;
  shore.freezeWorldMatrix();

  let elapsed = 0;
  return {
    update: (seconds) => {
      elapsed += seconds;
      waterMaterial.setFloat("seconds", elapsed);
    },
  };
}

// Hills and clouds cost a hundred times a look into a finished picture.
function paintSky(scene: Scene, low: boolean): ProceduralTexture {
  const size = low ? { width: 1024, height: 384 } : { width: 2048, height: 768 };
  const panorama = new ProceduralTexture("panorama", size, { fragmentSource: SKY_PAINTING }, scene, null, false);
  panorama.refreshRate = 0;
  panorama.wrapU = Texture.CLAMP_ADDRESSMODE;
  panorama.wrapV = Texture.CLAMP_ADDRESSMODE;
  return panorama;
}
