// A quiet celebration: a few warm sparks rise around a person and go out. One draw call for everybody's.
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import "@babylonjs/core/Meshes/thinInstanceMesh.js";
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { addEllipsoid } from "./add-loft.ts";
import { createBodyGeometry, rigid } from "./body-geometry.ts";
import { createStaticMesh } from "./create-static-mesh.ts";
import type { StandingPlace } from "./place-participants.ts";

const SPARKS = 16;
/** The sun's tone of the theme. */
const WARM = new Color3(0.953, 0.698, 0.243);

export interface SparklesView {
  /** `pulse` 1…0: how much of a person's celebration is left. */
  update: (celebrations: readonly { place: StandingPlace; pulse: number }[]) => void;
}

export function createSparklesView(scene: Scene): SparklesView {
  const spark = createBodyGeometry();
  addEllipsoid(spark, {
    at: [0, 0, 0],
    radii: [0.035, 0.06, 0.035],
    colour: [1, 1, 1],
    bind: rigid(0),
    segments: 4,
    rows: 2,
  });
  const mesh: Mesh = createStaticMesh(scene, "sparkles", spark);
  const material = new StandardMaterial("sparkles", scene);
  material.disableLighting = true;
  material.emissiveColor = WARM;
  mesh.material = material;
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.isVisible = false;
  return {
    update: (celebrations) => {
      const active = celebrations.filter(({ pulse }) => pulse > 0);
      if (active.length === 0) {
        mesh.isVisible = false;
        return;
      }
      const matrices = new Float32Array(16 * SPARKS * active.length);
      active.forEach(({ place, pulse }, person) => {
        for (let i = 0; i < SPARKS; i++) sparkMatrix(place, pulse, i).copyToArray(matrices, 16 * (person * SPARKS + i));
      });
      mesh.thinInstanceSetBuffer("matrix", matrices, 16);
      mesh.isVisible = true;
    },
  };
}

function sparkMatrix(place: StandingPlace, pulse: number, i: number): Matrix {
  const done = 1 - pulse;
  // The golden angle spreads them evenly around the person.
  const angle = i * 2.39996 + done * 0.8;
  const start = (i % 5) * 0.06;
  const life = Math.max(0, Math.min(1, (done - start) / (1 - start)));
  const size = Math.max(0.001, Math.sin(Math.PI * life) * (0.7 + 0.5 * ((i * 7) % 4) * 0.3));
  const radius = 0.5 + 0.22 * ((i * 3) % 4) * 0.33 + 0.16 * life;
  const at = new Vector3(
    place.x + radius * Math.cos(angle),
    0.35 + 1.75 * life ** 0.7 * (0.55 + 0.45 * (((i * 5) % 7) / 7)),
    place.z + radius * Math.sin(angle) * 0.6,
  );
  return Matrix.Compose(new Vector3(size, size, size), Quaternion.Identity(), at);
}
