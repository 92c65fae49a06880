// The balloon and the four small clouds it passes on its way: how far the group has come is its height in the picture.
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import "@babylonjs/core/Meshes/thinInstanceMesh.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { addEllipsoid } from "./add-loft.ts";
import { buildBalloon } from "./balloon-geometry.ts";
import { ALTITUDE_MARKS, advanceRise, balloonPlace, type Rise } from "./balloon-path.ts";
import { createBodyGeometry, rigid } from "./body-geometry.ts";
import { createStaticMesh } from "./create-static-mesh.ts";
import type { SceneFraming } from "./frame-scene.ts";
import { createMattMaterial } from "./light-scene.ts";

const RADIUS_METRES = 1.18;
const CLOUD_SIDE_METRES = 3.1;
/** Left to right: place, half width and half height of what a cloud is made of. */
const PUFFS = [
  [-0.62, -0.04, 0.34, 0.2],
  [-0.2, 0.1, 0.42, 0.34],
  [0.28, 0.05, 0.4, 0.27],
  [0.68, -0.06, 0.3, 0.17],
] as const;
const AHEAD = [1, 1, 1] as const;
const PASSED = [1, 0.79, 0.4] as const;
const FADE_SECONDS = 0.25;

export interface BalloonView {
  readonly meshes: readonly Mesh[];
  frame: (framing: SceneFraming) => void;
  setGoal: (share: number) => void;
  update: (seconds: number) => void;
}

/** With reduced motion the balloon does not travel or sway: it fades out where it was and in where it is. */
export function createBalloonView(scene: Scene, reducedMotion: boolean): BalloonView {
  const balloon = createStaticMesh(scene, "balloon", buildBalloon());
  const material = createMattMaterial(scene, "balloon");
  material.emissiveColor = new Color3(0.16, 0.13, 0.1);
  balloon.material = material;
  balloon.scaling.setAll(RADIUS_METRES);
  const clouds = createClouds(scene);

  const rise: Rise = { share: 0, perSecond: 0 };
  let goal = 0;
  let elapsed = 0;
  let placed: SceneFraming | undefined;
  let passed = -1;

  const show = () => {
    if (placed === undefined) return;
    const { x, y, z } = balloonPlace(rise.share, placed);
    const bob = reducedMotion ? 0 : 0.07 * Math.sin(elapsed * 0.9);
    balloon.position.set(x, y + bob, z);
    balloon.rotation.set(
      0,
      reducedMotion ? 0.3 : 0.3 + 0.12 * Math.sin(elapsed * 0.31),
      reducedMotion ? 0 : 0.025 * Math.sin(elapsed * 0.7),
    );
    const now = ALTITUDE_MARKS.filter((mark) => rise.share >= mark - 0.012).length;
    if (now === passed) return;
    passed = now;
    clouds.thinInstanceSetBuffer("color", cloudColours(now), 4);
  };

  return {
    meshes: [balloon, clouds],
    frame: (framing) => {
      placed = framing;
      clouds.thinInstanceSetBuffer("matrix", cloudPlaces(framing), 16);
      show();
    },
    setGoal: (share) => {
      goal = Math.max(0, Math.min(1, share));
    },
    update: (seconds) => {
      elapsed += seconds;
      if (!reducedMotion) advanceRise(rise, goal, seconds);
      else {
        const away = Math.abs(rise.share - goal) > 1e-6;
        balloon.visibility = Math.max(0, Math.min(1, balloon.visibility + ((away ? -1 : 1) * seconds) / FADE_SECONDS));
        if (away && balloon.visibility === 0) rise.share = goal;
      }
      show();
    },
  };
}

function createClouds(scene: Scene) {
  const puff = createBodyGeometry();
  const bind = rigid(0);
  for (const [x, y, rx, ry] of PUFFS) {
    addEllipsoid(puff, {
      at: [x, y, 0],
      radii: [rx, ry, rx * 0.7],
      colour: [0.97, 0.96, 0.95],
      bind,
      segments: 10,
      rows: 6,
    });
  }
  const clouds = createStaticMesh(scene, "altitude clouds", puff);
  const material = createMattMaterial(scene, "altitude clouds");
  material.emissiveColor = new Color3(0.3, 0.29, 0.28);
  clouds.material = material;
  clouds.alwaysSelectAsActiveMesh = true;
  return clouds;
}

// One cloud on either side of the way for each mark.
function cloudPlaces(framing: SceneFraming): Float32Array {
  const matrices = new Float32Array(ALTITUDE_MARKS.length * 2 * 16);
  ALTITUDE_MARKS.forEach((mark, i) => {
    const { x, y, z } = balloonPlace(mark, framing);
    for (const [k, side] of [-1, 1].entries()) {
      const place = new Vector3(x + side * (CLOUD_SIDE_METRES + 0.3 * Math.sin(i * 2.1 + side)), y - 0.1, z - 1);
      const size = 0.86 + 0.16 * Math.sin(i * 3 + side);
      const turn = Quaternion.RotationAxis(Vector3.Up(), side > 0 ? Math.PI : 0);
      Matrix.Compose(new Vector3(size, 0.85 * size, size), turn, place).copyToArray(matrices, (2 * i + k) * 16);
    }
  });
  return matrices;
}

function cloudColours(passed: number): Float32Array {
  return new Float32Array(
    ALTITUDE_MARKS.flatMap((_, i) => [0, 1].flatMap(() => [...(i < passed ? PASSED : AHEAD), 1])),
  );
}
