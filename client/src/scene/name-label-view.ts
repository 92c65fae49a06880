// A name above a head, with its mark: large, ink on mist, always turned to the viewer.
import { DynamicTexture } from "@babylonjs/core/Materials/Textures/dynamicTexture.js";
import "@babylonjs/core/Engines/Extensions/engine.dynamicTexture.js";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { CreatePlane } from "@babylonjs/core/Meshes/Builders/planeBuilder.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { MARK_OUTLINE, type Mark } from "../ui/marks.ts";

const FONT = '"Atkinson Hyperlegible Next Variable", system-ui, sans-serif';
const WIDTH = 512;
const HEIGHT = 128;
const LABEL_METRES = 0.3;

export interface NameLabel {
  readonly mesh: Mesh;
  dispose: () => void;
}

export function createNameLabel(scene: Scene, name: string, mark: Mark | undefined): NameLabel {
  const texture = new DynamicTexture(`label ${name}`, { width: WIDTH, height: HEIGHT }, scene, true);
  texture.hasAlpha = true;
  const context = texture.getContext() as unknown as CanvasRenderingContext2D;
  paintLabel(context, name, mark);
  texture.update();
  const mesh = CreatePlane(`label ${name}`, { width: (LABEL_METRES * WIDTH) / HEIGHT, height: LABEL_METRES }, scene);
  const material = new StandardMaterial(`label ${name}`, scene);
  material.disableLighting = true;
  material.emissiveColor = Color3.White();
  material.diffuseTexture = texture;
  material.useAlphaFromDiffuseTexture = true;
  material.backFaceCulling = false;
  mesh.material = material;
  mesh.billboardMode = Mesh.BILLBOARDMODE_ALL;
  mesh.isPickable = false;
  return {
    mesh,
    dispose: () => {
      texture.dispose();
      material.dispose();
      mesh.dispose();
    },
  };
}

function paintLabel(context: CanvasRenderingContext2D, name: string, mark: Mark | undefined): void {
  context.clearRect(0, 0, WIDTH, HEIGHT);
  const markWidth = mark === undefined ? 0 : 84;
  let size = 84;
  do {
    context.font = `600 ${size}px ${FONT}`;
    size -= 4;
  } while (size > 30 && context.measureText(name).width > WIDTH - 60 - markWidth);
  const text = context.measureText(name).width;
  const width = text + markWidth + 56;
  const left = (WIDTH - width) / 2;
  context.fillStyle = "rgba(247, 251, 250, 0.9)";
  context.beginPath();
  context.roundRect(left, 6, width, HEIGHT - 12, (HEIGHT - 12) / 2);
  context.fill();
  if (mark) {
    context.save();
    context.translate(left + 28, 29);
    context.scale(2.9, 2.9);
    const path = new Path2D(mark.path);
    context.fillStyle = mark.colour;
    context.fill(path);
    context.strokeStyle = MARK_OUTLINE;
    context.lineWidth = 1.6;
    context.stroke(path);
    context.restore();
  }
  context.fillStyle = MARK_OUTLINE;
  context.textBaseline = "middle";
  context.fillText(name, left + 28 + markWidth, HEIGHT / 2 + 4);
}
