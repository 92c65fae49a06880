// Under every pair of feet a ring in the participant's colour and a soft shadow: who stands where, and that they stand. Two draw calls for all.
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import "@babylonjs/core/Meshes/thinInstanceMesh.js";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { parseColour } from "./body-geometry.ts";
import type { StandingPlace } from "./place-participants.ts";

export interface GroundMark {
  place: StandingPlace;
  colour: string;
  isSelf: boolean;
  /** 0…1: how much of a celebration is left; widens the ring, or only brightens it with reduced motion. */
  pulse: number;
}

export interface GroundMarksView {
  update: (marks: readonly GroundMark[]) => void;
}

const RING_METRES = 0.44;
const SEGMENTS = 48;

export function createGroundMarksView(scene: Scene, reducedMotion: boolean): GroundMarksView {
  const rings = createDisc(scene, "ground rings", [
    [0.84, 0],
    [0.86, 1],
    [1, 1],
    [1.02, 0],
  ]);
  const shadows = createDisc(scene, "ground shadows", [
    [0, 0.5],
    [0.3, 0.42],
    [0.6, 0.19],
    [1, 0],
  ]);
  // Shadows first, rings over them.
  shadows.alphaIndex = 0;
  rings.alphaIndex = 1;
  return {
    update: (marks) => {
      writeInstances(rings, marks, ({ place, isSelf, pulse }) => {
        const size = RING_METRES * (isSelf ? 1.12 : 1) * (reducedMotion ? 1 : 1 + 0.5 * Math.sin(Math.PI * pulse));
        return { place, y: 0.012, width: size, depth: size };
      });
      writeInstances(shadows, marks, ({ place }) => ({
        place: { ...place, x: place.x + 0.1, z: place.z - 0.08 },
        y: 0.006,
        width: 0.62,
        depth: 0.42,
      }));
      const colours = marks.flatMap(({ colour, pulse, isSelf }) => {
        const [r, g, b] = parseColour(colour);
        const lift = 0.55 * pulse;
        return [r + (1 - r) * lift, g + (1 - g) * lift, b + (1 - b) * lift, isSelf ? 0.95 : 0.8];
      });
      rings.thinInstanceSetBuffer("color", new Float32Array(colours), 4);
      shadows.thinInstanceSetBuffer("color", new Float32Array(marks.flatMap(() => [0.3, 0.2, 0.13, 1])), 4);
    },
  };
}

function writeInstances(
  mesh: Mesh,
  marks: readonly GroundMark[],
  put: (mark: GroundMark) => { place: StandingPlace; y: number; width: number; depth: number },
): void {
  mesh.isVisible = marks.length > 0;
  const matrices = new Float32Array(16 * marks.length);
  marks.forEach((mark, i) => {
    const { place, y, width, depth } = put(mark);
    Matrix.Compose(new Vector3(width, 1, depth), Quaternion.Identity(), new Vector3(place.x, y, place.z)).copyToArray(
      matrices,
      16 * i,
    );
  });
  mesh.thinInstanceSetBuffer("matrix", matrices, 16);
}

/** A flat disc of rings: [radius, opacity], from inside to outside. */
function createDisc(scene: Scene, name: string, profile: readonly (readonly [number, number])[]): Mesh {
  const [positions, colours, normals, indices]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const [radius, opacity] of profile) {
    for (let i = 0; i < SEGMENTS; i++) {
      const angle = (2 * Math.PI * i) / SEGMENTS;
      positions.push(radius * Math.cos(angle), 0, radius * Math.sin(angle));
      normals.push(0, 1, 0);
      colours.push(1, 1, 1, opacity);
    }
  }
  for (let row = 0; row + 1 < profile.length; row++) {
    for (let i = 0; i < SEGMENTS; i++) {
      const [a, b] = [row * SEGMENTS + i, row * SEGMENTS + ((i + 1) % SEGMENTS)];
      indices.push(a, b, b + SEGMENTS, a, b + SEGMENTS, a + SEGMENTS);
    }
  }
  const mesh = new Mesh(name, scene);
  const vertices = new VertexData();
  vertices.positions = positions;
  vertices.colors = colours;
  vertices.normals = normals;
  vertices.indices = indices;
  vertices.applyToMesh(mesh);
  const material = new StandardMaterial(name, scene);
  material.disableLighting = true;
  material.emissiveColor = Color3.White();
  material.backFaceCulling = false;
  material.zOffset = -1;
  mesh.material = material;
  mesh.hasVertexAlpha = true;
  mesh.isPickable = false;
  mesh.alwaysSelectAsActiveMesh = true;
  return mesh;
}
