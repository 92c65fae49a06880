// What a body stands, lies, sits, hangs or leans on, and what it holds, put where it needs it: ground, mat, stool, bar, rail, wall, dumbbells, stick.

import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { CreateBox } from "@babylonjs/core/Meshes/Builders/boxBuilder.js";
import { CreateCylinder } from "@babylonjs/core/Meshes/Builders/cylinderBuilder.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { isOnFloor } from "@ensemble/shared/exercise/figure.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { addLoft } from "./add-loft.ts";
import { boneIndex } from "./avatar-bones.ts";
import type { AvatarRig } from "./avatar-rig.ts";
import { createBodyGeometry, mixColours, type Point, parseColour, type Rgb, rigid } from "./body-geometry.ts";
import { buildChair } from "./chair-geometry.ts";
import { createStaticMesh } from "./create-static-mesh.ts";
import type { BodyBounds } from "./frame-body.ts";
import { GRIP_METRES } from "./grip.ts";
import { createHeldThings, type HeldThings } from "./held-things.ts";
import { findLeaning, type Leaning, type LeaningMoment, type Rail } from "./leaning-things.ts";
import { createMattMaterial } from "./light-scene.ts";

export interface ExerciseProps {
  readonly node: TransformNode;
  place: (exercise: Exercise, rig: AvatarRig, measured: MeasuredMovement) => void;
  /** What is held goes with the hands; call when the rig has moved. */
  follow: (rig: AvatarRig) => void;
  setFloor: (background: string, floor: string) => void;
}

/** What a movement needs of room, and where the body is in it. */
export interface MeasuredMovement {
  readonly bounds: BodyBounds;
  readonly barMetres: number;
  readonly moments: readonly LeaningMoment[];
  /** Of the figure as it is seen. */
  readonly side: SideChoice;
}

const MAT: Rgb = [0.36, 0.62, 0.6];
const MAT_METRES = 0.016;
const MAT_MARGIN_METRES = 0.2;
const MAT_WIDTH_METRES = [0.66, 0.84] as const;
/** From the hip joints down to the seat. */
const SEAT_BELOW_HIPS_METRES = 0.125;
const BAR_METRES = 0.034;
/** Of a wall, beyond the body on each side and above it. */
const WALL_MARGIN_METRES = 0.25;
const WALL_METRES = 0.05;
const FLOOR_METRES = 6;

export function createExerciseProps(scene: Scene, parent: TransformNode): ExerciseProps {
  const node = new TransformNode("props", scene);
  node.parent = parent;
  const material = createMattMaterial(scene, "props");
  const floorMaterial = createMattMaterial(scene, "floor");
  floorMaterial.disableLighting = true;
  floorMaterial.emissiveColor = Color3.White();
  let things: Mesh[] = [];
  let floor: Mesh | undefined;
  let held: HeldThings | undefined;
  const add = (mesh: Mesh) => {
    mesh.parent = node;
    mesh.isPickable = false;
    mesh.material ??= material;
    things.push(mesh);
    return mesh;
  };
  const metal = createMattMaterial(scene, "metal");
  metal.diffuseColor = new Color3(0.5, 0.58, 0.6);
  const rod = (name: string, height: number) => {
    const mesh = CreateCylinder(name, { height, diameter: BAR_METRES, tessellation: 16 }, scene);
    mesh.material = metal;
    return add(mesh);
  };
  // Seen through, so that the figure is there from every side.
  const plaster = createMattMaterial(scene, "plaster");
  plaster.alpha = 0.3;
  const putWall = ({ z, facing }: NonNullable<Leaning["wall"]>, { least, most }: BodyBounds) => {
    const width = most[0] - least[0] + 2 * WALL_MARGIN_METRES;
    const height = most[1] + WALL_MARGIN_METRES;
    const wall = CreateBox("wall", { width, height, depth: WALL_METRES }, scene);
    wall.material = plaster;
    add(wall).position.set((least[0] + most[0]) / 2, height / 2, z - (facing * WALL_METRES) / 2);
  };
  const putRail = ({ at: [x, y, z], width }: Rail) => {
    const rail = rod("rail", width);
    rail.rotation.z = Math.PI / 2;
    rail.position.set(x, y, z);
    for (const end of [-1, 1]) rod("post", y).position.set(x + (end * width) / 2, y / 2, z);
  };
  return {
    node,
    follow: (rig) => held?.follow(rig),
    place: (exercise, rig, { bounds, barMetres, moments, side }) => {
      const { position } = exercise;
      for (const thing of things) thing.dispose();
      things = [];
      held = createHeldThings(scene, exercise, side);
      for (const mesh of held.meshes) {
        mesh.material = metal;
        if (mesh.parent === null) add(mesh);
      }
      held.follow(rig);
      const { rail, wall } = findLeaning(exercise, moments);
      if (rail !== undefined) putRail(rail);
      if (wall !== undefined) putWall(wall, bounds);
      if (isOnFloor(position)) {
        const [x, z] = [(bounds.least[0] + bounds.most[0]) / 2, (bounds.least[2] + bounds.most[2]) / 2];
        const needs = (k: 0 | 2) => bounds.most[k] - bounds.least[k] + 2 * MAT_MARGIN_METRES;
        const width = Math.max(MAT_WIDTH_METRES[0], Math.min(MAT_WIDTH_METRES[1], needs(0)));
        add(createStaticMesh(scene, "mat", buildMat(x, z, width / 2, needs(2) / 2)));
      }
      const hips = rig.skeleton.bones[0]!.position;
      if (position === "sitting") {
        const seat = hips.y - SEAT_BELOW_HIPS_METRES;
        add(createStaticMesh(scene, "chair", buildChair(seat))).position.set(hips.x, 0, hips.z);
      }
      if (position === "hanging") {
        const hand = (name: "LeftHand" | "RightHand", k: number) => rig.solved.joints[3 * boneIndex(name) + k]!;
        const z = hips.z + (hand("LeftHand", 2) + hand("RightHand", 2)) / 2;
        const reach = Math.abs(hand("LeftHand", 0) - hand("RightHand", 0)) + 0.5;
        const height = barMetres + GRIP_METRES;
        const bar = rod("bar", reach);
        bar.rotation.z = Math.PI / 2;
        bar.position.set(hips.x, height, z);
        for (const end of [-1, 1]) rod("post", height).position.set(hips.x + (end * reach) / 2, height / 2, z);
      }
    },
    setFloor: (background, colour) => {
      floor?.dispose();
      floor = createStaticMesh(scene, "floor", buildFloor(parseColour(colour), parseColour(background)));
      floor.parent = parent;
      floor.material = floorMaterial;
    },
  };
}

function buildMat(x: number, z: number, halfWidth: number, halfDepth: number) {
  const mat = createBodyGeometry();
  const ring = (y: number) => ({ at: [x, y, z] as Point, width: halfWidth, depth: halfDepth, colour: MAT });
  addLoft(mat, [ring(-MAT_METRES), ring(0)], {
    bind: rigid(0),
    segments: 40,
    squareness: 14,
    capStart: true,
    capEnd: true,
  });
  return mat;
}

/** Light round the body, and from there on like the air behind it. */
function buildFloor(floor: Rgb, background: Rgb) {
  const disc = createBodyGeometry();
  const rings: readonly (readonly [number, number])[] = [
    [0.02, 0],
    [0.9, 0],
    [1.6, 0.45],
    [2.4, 1],
    [FLOOR_METRES, 1],
  ];
  addLoft(
    disc,
    rings.map(([radius, share], i) => ({
      // A breath lower than the mat, and hardly sloping, so that the loft knows which way it goes.
      at: [0, -0.02 - 0.0005 * i, 0] as Point,
      width: radius,
      depth: radius,
      colour: mixColours(floor, background, share),
    })),
    { bind: rigid(0), segments: 48, capStart: true },
  );
  return disc;
}
