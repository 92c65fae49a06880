// The exercise, shown: one calm figure on a plain ground does it over and over, straight from its definition, as in a mirror.
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera.js";
import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine.js";
import { Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { Scene } from "@babylonjs/core/scene.js";
import { demonstrateExercise } from "@ensemble/shared/exercise/demonstrate.ts";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import {
  createReferenceBody,
  poseReferenceBody,
  writeAvatarPose,
} from "@ensemble/shared/exercise/forward-kinematics.ts";
import { createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { QualitySettings } from "../quality-rules.ts";
import { findLook } from "./avatar-looks.ts";
import { createAvatarRig } from "./avatar-rig.ts";
import { mirrorPose } from "./blend-poses.ts";
import { buildChair } from "./chair-geometry.ts";
import { createStaticMesh } from "./create-static-mesh.ts";
import { type DemonstrationView, demonstrationMoment } from "./demonstration-timing.ts";
import { createGroundMarksView } from "./ground-marks-view.ts";
import { createAvatarMaterials, createMattMaterial, lightScene } from "./light-scene.ts";
import { openStage } from "./open-stage.ts";

export interface DemonstrationOptions {
  exercise: Exercise;
  side: SideChoice;
  /** Id of one of the exercise's errors, to show what not to do. */
  error?: string | undefined;
  /** "turning" (front and side in turn) where it is missing. */
  view?: DemonstrationView | undefined;
  look?: number | undefined;
  /** The figure still moves, that is what it is for; the view then changes without a turn. */
  reducedMotion: boolean;
}

export interface DemonstrationSceneView {
  readonly scene: Scene;
  show: (exercise: Exercise, side: SideChoice, error?: string) => void;
  setView: (view: DemonstrationView) => void;
  frame: () => void;
  draw: (seconds: number) => void;
  dispose: () => void;
}

export interface OpenDemonstrationOptions extends DemonstrationOptions {
  readonly quality: QualitySettings;
}

export interface DemonstrationScene extends Pick<DemonstrationSceneView, "show" | "setView"> {
  setQuality: (quality: QualitySettings) => void;
  resize: () => void;
  dispose: () => void;
}

const LOOK = 7;
/** Water and mist of the theme. */
const SHIRT = "#2fa39a";
const BACKGROUND = Color4.FromHexString("#eaf3f2ff");
const STATURE_METRES = 1.75;
const FOV = 0.46;
const HALF_WIDTH_METRES = 1.02;
const HALF_HEIGHT_METRES = 1.14;
const SIDE_RADIANS = Math.PI / 2.25;
/** Under the figure's thighs, and where its hips come down while its feet stay. */
const SEAT_METRES = 0.415;
const SEAT_BEHIND_METRES = -0.42;
const TURN_PER_SECOND = 2.2;

export function openDemonstrationScene(
  canvas: HTMLCanvasElement,
  options: OpenDemonstrationOptions,
): DemonstrationScene {
  const stage = openStage(canvas, options.quality);
  const view = createDemonstrationSceneView(stage.engine, options);
  stage.run(view.draw);
  const resize = () => {
    stage.engine.resize();
    view.frame();
  };
  return {
    show: view.show,
    setView: view.setView,
    setQuality: (quality) => {
      stage.setQuality(quality);
      resize();
    },
    resize,
    dispose: () => {
      view.dispose();
      stage.dispose();
    },
  };
}

export function createDemonstrationSceneView(
  engine: AbstractEngine,
  options: DemonstrationOptions,
): DemonstrationSceneView {
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.clearColor = BACKGROUND;
  scene.skipPointerMovePicking = true;
  lightScene(scene);
  const camera = new FreeCamera("viewer", new Vector3(0, 1, 5), scene);
  camera.fov = FOV;
  const look = findLook(options.look ?? LOOK);
  const rig = createAvatarRig(scene, "demonstration", look, { colour: SHIRT }, createAvatarMaterials(scene));
  createGroundMarksView(scene, true).update([
    { place: { x: 0, z: 0, turnRadians: 0 }, colour: SHIRT, isSelf: false, pulse: 0 },
  ]);

  const chair = createStaticMesh(scene, "chair", buildChair(SEAT_METRES));
  chair.material = createMattMaterial(scene, "chair");
  chair.parent = rig.mesh;
  chair.position.z = SEAT_BEHIND_METRES;

  const body = createReferenceBody();
  const [reference, shown] = [createAvatarPose(), createAvatarPose()];
  let { exercise, side, error } = options;
  let asked = options.view ?? "turning";
  let elapsedMs = 0;
  let turned = 0;

  const frame = () => {
    const aspect = engine.getAspectRatio(camera);
    const half = Math.max(HALF_HEIGHT_METRES, HALF_WIDTH_METRES / aspect);
    camera.position.set(0, 1.25, half / Math.tan(FOV / 2));
    camera.setTarget(new Vector3(0, 0.99, 0));
  };
  const draw = (seconds: number) => {
    elapsedMs += 1000 * seconds;
    const moment = demonstrationMoment(exercise, side, asked, elapsedMs);
    poseReferenceBody(
      demonstrateExercise(exercise, { phase: moment.phase, side: moment.side, error }),
      STATURE_METRES,
      body,
    );
    writeAvatarPose(body, STATURE_METRES, reference);
    mirrorPose(shown, reference);
    rig.update(shown, seconds);
    const goal = moment.view === "side" ? SIDE_RADIANS : 0;
    const step = options.reducedMotion ? Number.POSITIVE_INFINITY : TURN_PER_SECOND * seconds;
    turned += Math.max(-step, Math.min(step, goal - turned));
    rig.mesh.rotation.y = turned;
    chair.isVisible = exercise.position === "sitting";
    scene.render();
  };
  frame();
  return {
    scene,
    show: (nextExercise, nextSide, nextError) => {
      exercise = nextExercise;
      side = nextSide;
      error = nextError;
      elapsedMs = 0;
    },
    setView: (view) => {
      asked = view;
    },
    frame,
    draw,
    dispose: () => scene.dispose(),
  };
}
