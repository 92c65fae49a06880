// One exercise on a stage of its own, to be looked at from any side, at any speed, right or with one of its errors.
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera.js";
import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine.js";
import { Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode.js";
import { Scene } from "@babylonjs/core/scene.js";
import { demonstrateExercise } from "@ensemble/shared/exercise/demonstrate.ts";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { isOnFloor } from "@ensemble/shared/exercise/figure.ts";
import {
  createReferenceBody,
  poseReferenceBody,
  writeAvatarPose,
} from "@ensemble/shared/exercise/forward-kinematics.ts";
import { createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { QualitySettings } from "../quality-rules.ts";
import { BONE_COUNT, boneIndex } from "./avatar-bones.ts";
import { findLook } from "./avatar-looks.ts";
import { type AvatarRig, createAvatarRig } from "./avatar-rig.ts";
import { mirrorPose } from "./blend-poses.ts";
import type { Point } from "./body-geometry.ts";
import { type DemonstrationMoment, demonstrationMoment } from "./demonstration-timing.ts";
import { createExerciseProps } from "./exercise-props.ts";
import { type BodyBounds, createBodyBounds, distanceToSee, includePoint } from "./frame-body.ts";
import { readJointPlace } from "./joint-place.ts";
import type { LeaningMoment } from "./leaning-things.ts";
import { createAvatarMaterials, lightScene } from "./light-scene.ts";
import { createMarkedParts } from "./marked-parts-view.ts";
import { openStage } from "./open-stage.ts";

export interface ShownExercise {
  readonly exercise: Exercise;
  readonly side: SideChoice;
  /** Id of one of the exercise's errors. */
  readonly error: string | undefined;
}

/** Read anew for every frame, so that whoever turns and stops it need not tell. */
export interface ExerciseSceneControls {
  /** 0 from the front, 90 from the person's left. */
  turnDegrees: number;
  fromAboveDegrees: number;
  /** Where the movement is, milliseconds; goes on by itself while it plays. */
  elapsedMs: number;
  speed: number;
  playing: boolean;
}

export interface ExerciseSceneColours {
  readonly background: string;
  readonly floor: string;
}

export interface OpenExerciseOptions extends ShownExercise {
  readonly controls: ExerciseSceneControls;
  readonly colours: ExerciseSceneColours;
  readonly reducedMotion: boolean;
  /** Left and right as in a mirror. */
  readonly isMirror?: boolean | undefined;
  /** From the front and from the side in turn, instead of where the controls say; whoever is on the floor from the side. */
  readonly turnsByItself?: boolean;
  /** Instead of the exercise's own pace: what is shown next. The time that the controls keep then counts for nothing. */
  readonly next?: ((seconds: number) => DemonstrationMoment | undefined) | undefined;
  /** Once, when the figure stands on the canvas. */
  readonly onShown?: () => void;
  readonly quality: QualitySettings;
}

export interface ExerciseScene {
  show: (shown: ShownExercise) => void;
  setColours: (colours: ExerciseSceneColours) => void;
  setQuality: (quality: QualitySettings) => void;
  resize: () => void;
  dispose: () => void;
}

const LOOK = 7;
const SHIRT = "#2fa39a";
const STATURE_METRES = 1.75;
const FOV = 0.42;
const BOUNDS_STEPS = 12;
/** The feet of somebody who hangs stay this much off the ground. */
const HANGING_METRES = 0.14;
const TURN_SHARE_PER_SECOND = 9;
const STILL_DEGREES = 0.05;
/** Not quite from the side: the far arm and leg are seen too. */
const SIDE_DEGREES = 80;

export function openExerciseScene(canvas: HTMLCanvasElement, options: OpenExerciseOptions): ExerciseScene {
  const stage = openStage(canvas, options.quality);
  const view = createExerciseSceneView(stage.engine, options);
  stage.run(view.draw);
  const resize = () => {
    stage.engine.resize();
    view.drawAnew();
  };
  return {
    show: view.show,
    setColours: view.setColours,
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

export function createExerciseSceneView(engine: AbstractEngine, options: Omit<OpenExerciseOptions, "quality">) {
  const { controls } = options;
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.skipPointerMovePicking = true;
  lightScene(scene);
  const camera = new FreeCamera("viewer", new Vector3(0, 1, 5), scene);
  camera.fov = FOV;
  const turntable = new TransformNode("turntable", scene);
  const materials = createAvatarMaterials(scene);
  const props = createExerciseProps(scene, turntable);
  const marks = createMarkedParts(scene, turntable);
  const [pose, mirrored] = [createAvatarPose(), createAvatarPose()];
  const body = createReferenceBody();
  let shown: ShownExercise = options;
  let rig = createRig();
  let bounds: BodyBounds = createBodyBounds();
  let barMetres = 0;
  let turned = controls.turnDegrees;
  let above = controls.fromAboveDegrees;
  /** A figure that stands still is drawn once. */
  let drawn = false;
  let toldShown = false;

  function createRig(): AvatarRig {
    const made = createAvatarRig(scene, "figure", findLook(LOOK), { colour: SHIRT }, materials);
    made.mesh.parent = turntable;
    return made;
  }

  const poseAt = (phase: number, side: SideChoice, seconds: number) => {
    const { exercise, error } = shown;
    poseReferenceBody(demonstrateExercise(exercise, { phase, side, error }), STATURE_METRES, body);
    writeAvatarPose(body, STATURE_METRES, pose);
    rig.update(options.isMirror ? mirrorPose(mirrored, pose) : pose, seconds);
    rig.mesh.position.y = exercise.position === "hanging" ? barMetres - handHeight(rig) : 0;
    props.follow(rig);
  };

  // Goes once through the movement: what it needs of room, and where things stand under it.
  const measure = () => {
    const { exercise } = shown;
    // A body that has just lain would slide over the ground to where it stands.
    rig.dispose();
    rig = createRig();
    marks.follow(rig);
    const { side } = demonstrationMoment(exercise, shown.side, 0);
    barMetres = 0;
    poseAt(0, side, 1);
    barMetres = handHeight(rig) + HANGING_METRES;
    bounds = createBodyBounds();
    const moments: LeaningMoment[] = [];
    for (let i = 0; i <= BOUNDS_STEPS; i++) {
      poseAt(i / BOUNDS_STEPS, side, 0.05);
      includeBody(bounds, rig);
      moments.push(leaningOf(rig));
    }
    poseAt(0, side, 0.05);
    const seenSide = options.isMirror && side !== "both" ? (side === "left" ? "right" : "left") : side;
    props.place(exercise, rig, { bounds, barMetres, moments, side: seenSide });
    const [x, z] = [(bounds.least[0] + bounds.most[0]) / 2, (bounds.least[2] + bounds.most[2]) / 2];
    for (const node of [rig.mesh, props.node, marks.node]) node.position.set(-x, node.position.y, -z);
  };

  const look = () => {
    const aspect = engine.getAspectRatio(camera);
    const { distance, height } = distanceToSee(bounds, FOV, aspect, (above * Math.PI) / 180);
    const pitch = (above * Math.PI) / 180;
    camera.position.set(0, height + distance * Math.sin(pitch), distance * Math.cos(pitch));
    camera.setTarget(new Vector3(0, height, 0));
  };

  const setColours = ({ background, floor }: ExerciseSceneColours) => {
    scene.clearColor = Color4.FromHexString(`${background}ff`);
    props.setFloor(background, floor);
    drawn = false;
  };

  const show = (next: ShownExercise) => {
    shown = next;
    measure();
    marks.mark(next.exercise.errors.find(({ cue }) => cue === next.error)?.bodyPart);
    drawn = false;
  };

  const draw = (seconds: number) => {
    if (controls.playing) controls.elapsedMs += 1000 * seconds * controls.speed;
    const moment = options.next?.(seconds) ?? demonstrationMoment(shown.exercise, shown.side, controls.elapsedMs);
    if (options.turnsByItself) {
      const fromSide = moment.view === "side" || isOnFloor(shown.exercise.position);
      controls.turnDegrees = fromSide ? SIDE_DEGREES : 0;
    }
    const turnLeft = shortestTurn(controls.turnDegrees - turned);
    const isTurning = Math.abs(turnLeft) + Math.abs(controls.fromAboveDegrees - above) > STILL_DEGREES;
    if (drawn && !controls.playing && !isTurning) return;
    poseAt(moment.phase, moment.side, controls.playing ? seconds * controls.speed : 0);
    marks.move();
    const share = options.reducedMotion ? 1 : 1 - Math.exp(-TURN_SHARE_PER_SECOND * seconds);
    turned += share * turnLeft;
    above += share * (controls.fromAboveDegrees - above);
    turntable.rotation.y = (-turned * Math.PI) / 180;
    look();
    scene.render();
    // What is still being made ready is left out of a picture.
    drawn = scene.isReady();
    if (drawn && !toldShown) {
      toldShown = true;
      options.onShown?.();
    }
  };

  setColours(options.colours);
  show(options);
  const drawAnew = () => {
    drawn = false;
  };
  return { scene, show, setColours, drawAnew, draw, dispose: () => scene.dispose() };
}

function shortestTurn(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

const HANDS = [boneIndex("LeftHand"), boneIndex("RightHand")] as const;
const FEET = [boneIndex("LeftFoot"), boneIndex("RightFoot")] as const;

/** Above the ground as the rig stands, without what lifts it. */
function handHeight({ solved }: AvatarRig): number {
  return solved.hipHeight + (solved.joints[3 * HANDS[0] + 1]! + solved.joints[3 * HANDS[1] + 1]!) / 2;
}

const place = new Vector3();

function leaningOf(rig: AvatarRig): LeaningMoment {
  const at = (joint: number): Point => {
    const { x, y, z } = readJointPlace(rig, joint, place);
    return [x, y, z];
  };
  const [left, right] = FEET.map(at) as [Point, Point];
  const feet: Point = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2];
  return { left: at(HANDS[0]), right: at(HANDS[1]), hips: at(boneIndex("Hips")), feet };
}

function includeBody(bounds: BodyBounds, rig: AvatarRig): void {
  for (let joint = 0; joint < BONE_COUNT; joint++) {
    const { x, y, z } = readJointPlace(rig, joint, place);
    includePoint(bounds, x, y, z);
  }
}
