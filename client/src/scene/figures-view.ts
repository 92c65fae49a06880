// Patients' figures in 3D for the therapist, one at a time in one scene: each picture that is missing is drawn from here, on any engine.
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera.js";
import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine.js";
import { Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { Viewport } from "@babylonjs/core/Maths/math.viewport.js";
import { Scene } from "@babylonjs/core/scene.js";
import { type AvatarPose, createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { findMark } from "../ui/marks.ts";
import { findLook } from "./avatar-looks.ts";
import { type AvatarRig, createAvatarRig } from "./avatar-rig.ts";
import { createGroundMarksView } from "./ground-marks-view.ts";
import { createAvatarMaterials, lightScene } from "./light-scene.ts";
import { addPose, createPosePlayback, type PosePlayback, readPose } from "./pose-playback.ts";

export interface FiguresView {
  readonly scene: Scene;
  /** Of the patient with this mark, as it arrives. */
  readonly applyPose: (mark: number, pose: AvatarPose, atMs: number, nowMs: number) => void;
  /** Moves everybody who is to be drawn; once a frame. */
  readonly update: (marks: Iterable<number>, nowMs: number, seconds: number) => void;
  /** This patient alone, in the lower left `width` × `height` pixels of the engine's picture. */
  readonly draw: (mark: number, width: number, height: number) => void;
  /** Whoever is not among them is put away. */
  readonly keep: (marks: ReadonlySet<number>) => void;
  readonly dispose: () => void;
}

interface Person {
  readonly rig: AvatarRig;
  readonly playback: PosePlayback;
  readonly pose: AvatarPose;
  newestMs: number;
}

/** As the figures over pictures: a body that did not move for this long is not seen any more. */
const STALE_MS = 1_000;
/** The tile's own ground, behind the figure. */
const BACKGROUND = "#16323bff";
const FOV = 0.5;
/** Room for arms above the head, and for somebody who lies. */
const SEEN_HEIGHT_METRES = 2.35;
const SEEN_WIDTH_METRES = 2.1;
/** A little from the side and from above, so that depth is seen. */
const TURN_RADIANS = 0.42;
const ABOVE_RADIANS = 0.16;

export function createFiguresView(engine: AbstractEngine): FiguresView {
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.skipPointerMovePicking = true;
  scene.clearColor = Color4.FromHexString(BACKGROUND);
  lightScene(scene);
  const camera = new FreeCamera("viewer", new Vector3(0, 1, 5), scene);
  camera.fov = FOV;
  const materials = createAvatarMaterials(scene);
  const ground = createGroundMarksView(scene, true);
  const people = new Map<number, Person>();

  const personOf = (mark: number): Person => {
    let person = people.get(mark);
    if (person === undefined) {
      const { colour, shape } = findMark(mark) ?? {};
      const clothing = { colour: colour ?? "#2fa39a", shape };
      const rig = createAvatarRig(scene, `patient ${mark}`, findLook(mark), clothing, materials);
      person = { rig, playback: createPosePlayback(), pose: createAvatarPose(), newestMs: Number.NEGATIVE_INFINITY };
      people.set(mark, person);
    }
    return person;
  };

  const look = (aspect: number) => {
    const half = Math.max(SEEN_HEIGHT_METRES, SEEN_WIDTH_METRES / aspect) / 2;
    const distance = half / Math.tan(FOV / 2);
    const height = SEEN_HEIGHT_METRES / 2 - 0.12;
    camera.position.set(
      distance * Math.cos(ABOVE_RADIANS) * Math.sin(TURN_RADIANS),
      height + distance * Math.sin(ABOVE_RADIANS),
      distance * Math.cos(ABOVE_RADIANS) * Math.cos(TURN_RADIANS),
    );
    camera.setTarget(new Vector3(0, height, 0));
  };

  return {
    scene,
    applyPose: (mark, pose, atMs, nowMs) => {
      const person = personOf(mark);
      person.newestMs = nowMs;
      addPose(person.playback, pose, atMs, nowMs);
    },
    update: (marks, nowMs, seconds) => {
      for (const mark of marks) {
        const { rig, playback, pose, newestMs } = personOf(mark);
        readPose(playback, nowMs, pose);
        if (nowMs - newestMs > STALE_MS) pose.tracked = false;
        rig.update(pose, seconds);
      }
    },
    draw: (mark, width, height) => {
      personOf(mark);
      for (const [each, { rig }] of people) rig.mesh.setEnabled(each === mark);
      ground.update([
        { place: { x: 0, z: 0, turnRadians: 0 }, colour: findMark(mark)?.colour ?? "#2fa39a", isSelf: false, pulse: 0 },
      ]);
      camera.viewport = new Viewport(0, 0, width / engine.getRenderWidth(), height / engine.getRenderHeight());
      look(width / height);
      scene.render();
    },
    keep: (marks) => {
      for (const [mark, { rig }] of people) {
        if (marks.has(mark)) continue;
        rig.dispose();
        people.delete(mark);
      }
    },
    dispose: () => scene.dispose(),
  };
}
