// The group at the lake, on any engine: who stands where, how they move, how high the balloon is. `openGroupScene` gives it a canvas.
import { FreeCamera } from "@babylonjs/core/Cameras/freeCamera.js";
import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine.js";
import { SceneInstrumentation } from "@babylonjs/core/Instrumentation/sceneInstrumentation.js";
import { Color4 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { Scene } from "@babylonjs/core/scene.js";
import { type AvatarPose, createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { findMark } from "../ui/marks.ts";
import { findLook } from "./avatar-looks.ts";
import { type AvatarRig, createAvatarRig } from "./avatar-rig.ts";
import { copyAvatarPose, mirrorPose } from "./blend-poses.ts";
import { frameScene } from "./frame-scene.ts";
import { createGroundMarksView } from "./ground-marks-view.ts";
import { createAvatarMaterials, lightScene } from "./light-scene.ts";
import { createNameLabel, type NameLabel } from "./name-label-view.ts";
import { placeParticipants, type StandingPlace } from "./place-participants.ts";
import { addPose, createPosePlayback, type PosePlayback, readPose } from "./pose-playback.ts";
import { createSceneryView } from "./scenery-view.ts";
import { createSparklesView } from "./sparkles-view.ts";

export interface SceneParticipant {
  participantId: string;
  /** Index of the mark; −1 for the therapist. */
  mark: number;
  /** Shown above the head when given. */
  name?: string | undefined;
  /** Index of the look. */
  look: number;
  isSelf: boolean;
  isTherapist: boolean;
}

export interface GroupSceneOptions {
  participants: readonly SceneParticipant[];
  reducedMotion: boolean;
  low: boolean;
  /** Everybody as in a mirror, like one's own picture; true unless said otherwise. */
  mirrored?: boolean | undefined;
  /** Called once: a frame has been rendered in which one's own avatar moves as its person does. */
  onOwnAvatarDrawn?: (() => void) | undefined;
}

export interface AvatarUpdate {
  participantId: string;
  pose: AvatarPose;
  /** On the sender's or the session's clock: only differences matter. */
  atMs: number;
}

export interface SceneStatistics {
  drawCalls: number;
  triangles: number;
}

export interface GroupSceneView {
  readonly scene: Scene;
  setParticipants: (participants: readonly SceneParticipant[]) => void;
  applyOwnPose: (pose: AvatarPose) => void;
  applyBundle: (avatars: readonly AvatarUpdate[], nowMs: number) => void;
  setBalloon: (thousandths: number) => void;
  celebrate: (participantId: string) => void;
  /** Whether one's own avatar follows somebody and has not been seen doing so. */
  isOwnDue: () => boolean;
  /**
   * Makes one of the others, or a piece of the place around the group when it is time; returns whether a frame is to be drawn for it.
   * Call at every turn of the loop, also when none is drawn.
   */
  make: (nowMs: number) => boolean;
  isSceneryShown: () => boolean;
  /** Fits the camera to the engine's present size. */
  frame: () => void;
  draw: (nowMs: number, seconds: number) => void;
  statistics: () => SceneStatistics;
  dispose: () => void;
}

/** The therapist's shirt: the deep tone of the theme. */
const THERAPIST_COLOUR = "#11606b";
const CELEBRATION_SECONDS = 1.6;
const LABEL_ABOVE_HEAD_METRES = 0.3;

interface Person {
  participant: SceneParticipant;
  rig: AvatarRig;
  label: NameLabel | undefined;
  place: StandingPlace;
  playback: PosePlayback;
  pose: AvatarPose;
  /** 1…0 */
  pulse: number;
}

export function createGroupSceneView(engine: AbstractEngine, options: GroupSceneOptions): GroupSceneView {
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.clearColor = new Color4(0.97, 0.9, 0.84, 1);
  scene.skipPointerMovePicking = true;
  const camera = new FreeCamera("viewer", new Vector3(0, 2, 8), scene);
  camera.minZ = 0.3;
  camera.maxZ = 1400;
  lightScene(scene);
  const materials = createAvatarMaterials(scene);
  const scenery = createSceneryView(scene, {
    low: options.low,
    reducedMotion: options.reducedMotion,
  });
  const groundMarks = createGroundMarksView(scene, options.reducedMotion);
  const sparkles = createSparklesView(scene);
  const instrumentation = new SceneInstrumentation(scene);
  const mirrored = options.mirrored ?? true;
  const people = new Map<string, Person>();
  let wanted: readonly SceneParticipant[] = [];
  let places: ReadonlyMap<string, StandingPlace> = new Map();
  /** One's own avatar can be drawn; it has been, moving. */
  let ownStands = false;
  let ownIsDrawn = false;
  const received = createAvatarPose();

  const frame = () => {
    // Also of those who are still to come: the camera stays where it is when they do.
    const standing = [...places.values()];
    const outermost = standing.reduce((most, place) => (Math.abs(place.x) > Math.abs(most.x) ? place : most), {
      x: 0,
      z: 0,
      turnRadians: 0,
    });
    const framing = frameScene(
      engine.getAspectRatio(camera),
      Math.abs(outermost.x),
      Math.max(0, ...standing.map(({ z }) => z)),
      outermost.z,
    );
    camera.fov = framing.verticalFovRadians;
    camera.position.set(0, framing.height, framing.distance);
    camera.setTarget(new Vector3(0, framing.targetHeight, 0));
    scenery.frame(framing);
  };

  const setParticipants = (participants: readonly SceneParticipant[]) => {
    for (const [id, person] of people) {
      const next = participants.find((participant) => participant.participantId === id);
      if (next && looksTheSame(next, person.participant)) continue;
      person.rig.dispose();
      person.label?.dispose();
      people.delete(id);
    }
    wanted = participants;
    places = placeParticipants(participants);
    for (const participant of participants) {
      // One's own is there at once, the others come with the turns: a body takes a while to make.
      if (participant.isSelf || people.has(participant.participantId)) stand(participant);
    }
    frame();
  };

  const stand = (participant: SceneParticipant) => {
    const place = places.get(participant.participantId) as StandingPlace;
    const person = people.get(participant.participantId) ?? createPerson(participant, place);
    person.participant = participant;
    person.place = place;
    people.set(participant.participantId, person);
    person.rig.mesh.position.set(place.x, 0, place.z);
    person.rig.mesh.rotation.set(0, place.turnRadians, 0);
    person.label?.mesh.position.set(place.x, person.rig.statureMetres + LABEL_ABOVE_HEAD_METRES, place.z);
  };

  const make = (nowMs: number): boolean => {
    const next = wanted.find(({ participantId }) => !people.has(participantId));
    if (next !== undefined) {
      stand(next);
      return false;
    }
    if (ownStands) return scenery.make(nowMs);
    ownStands = [...people.values()].some(({ participant, rig }) => participant.isSelf && rig.mesh.isReady(true));
    return ownStands || scenery.make(nowMs);
  };

  const createPerson = (participant: SceneParticipant, place: StandingPlace): Person => {
    const mark = participant.isTherapist ? undefined : findMark(participant.mark);
    const clothing = { colour: mark?.colour ?? THERAPIST_COLOUR, shape: mark?.shape };
    return {
      participant,
      rig: createAvatarRig(scene, participant.participantId, findLook(participant.look), clothing, materials),
      label: participant.name ? createNameLabel(scene, participant.name, mark) : undefined,
      place,
      playback: createPosePlayback(),
      pose: createAvatarPose(),
      pulse: 0,
    };
  };

  const draw = (nowMs: number, seconds: number) => {
    scenery.update(seconds);
    const shown = [...people.values()];
    for (const person of shown) {
      if (!person.participant.isSelf && readPose(person.playback, nowMs, received))
        takePose(person.pose, received, mirrored);
      person.rig.update(person.pose, seconds);
      person.pulse = Math.max(0, person.pulse - seconds / CELEBRATION_SECONDS);
    }
    groundMarks.update(
      shown.map(({ place, participant, pulse }) => ({
        place,
        pulse,
        isSelf: participant.isSelf,
        colour: findMark(participant.mark)?.colour ?? THERAPIST_COLOUR,
      })),
    );
    sparkles.update(options.reducedMotion ? [] : shown);
    // Asked before: what becomes ready while the frame is rendered is not in it.
    const drawsOwn = !ownIsDrawn && shown.some(({ participant, rig }) => participant.isSelf && isMoving(rig));
    scene.render();
    if (!drawsOwn) return;
    ownIsDrawn = true;
    scenery.begin();
    options.onOwnAvatarDrawn?.();
  };

  setParticipants(options.participants);
  return {
    scene,
    setParticipants,
    applyOwnPose: (pose) => {
      for (const person of people.values()) if (person.participant.isSelf) takePose(person.pose, pose, mirrored);
    },
    applyBundle: (avatars, nowMs) => {
      for (const { participantId, pose, atMs } of avatars) {
        const person = people.get(participantId);
        if (person && !person.participant.isSelf) addPose(person.playback, pose, atMs, nowMs);
      }
    },
    setBalloon: (thousandths) => scenery.setGoal(thousandths / 1000),
    celebrate: (participantId) => {
      const person = people.get(participantId);
      if (person) person.pulse = 1;
    },
    isOwnDue: () =>
      !ownIsDrawn && [...people.values()].some(({ participant, pose }) => participant.isSelf && pose.tracked),
    make,
    isSceneryShown: scenery.isShown,
    frame,
    draw,
    statistics: () => ({ drawCalls: instrumentation.drawCallsCounter.current, triangles: countTriangles(scene) }),
    dispose: () => {
      instrumentation.dispose();
      scene.dispose();
    },
  };
}

/** Follows its person, and its shader is there: until then it is left out of the picture. */
function isMoving(rig: AvatarRig): boolean {
  return rig.follows() && rig.mesh.isReady(true);
}

function looksTheSame(a: SceneParticipant, b: SceneParticipant): boolean {
  return a.look === b.look && a.mark === b.mark && a.name === b.name && a.isTherapist === b.isTherapist;
}

function takePose(into: AvatarPose, from: AvatarPose, mirrored: boolean): void {
  if (mirrored) mirrorPose(into, from);
  else copyAvatarPose(into, from);
}

function countTriangles(scene: Scene): number {
  let triangles = 0;
  for (const mesh of scene.meshes) {
    if (mesh.isEnabled() && mesh.isVisible)
      triangles +=
        (mesh.getTotalIndices() / 3) * Math.max(1, "thinInstanceCount" in mesh ? Number(mesh.thinInstanceCount) : 1);
  }
  return triangles;
}
