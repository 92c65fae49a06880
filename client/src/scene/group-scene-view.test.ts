// What a full class costs to draw, and that people come and go; counted by Babylon itself, without a picture.
import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import { createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createGroupSceneView, type GroupSceneView, type SceneParticipant } from "./group-scene-view.ts";

let engine: NullEngine;
let view: GroupSceneView;

const everybody: SceneParticipant[] = Array.from({ length: 7 }, (_, i) => ({
  participantId: `p${i}`,
  mark: i - 1,
  look: i,
  isSelf: i === 1,
  isTherapist: i === 0,
}));

beforeEach(() => {
  engine = new NullEngine({
    renderWidth: 1280,
    renderHeight: 720,
    textureSize: 512,
    deterministicLockstep: false,
    lockstepMaxSteps: 1,
  });
  // What every graphics chip has at least; the null engine reports nearly none.
  engine.getCaps().maxVertexUniformVectors = 256;
  view = createGroupSceneView(engine, { participants: everybody, reducedMotion: false, low: false });
});
/** The others come one a turn. */
function letComeIn() {
  for (let turn = 0; turn < everybody.length; turn++) view.make(0);
}
afterEach(() => {
  view.dispose();
  engine.dispose();
});

/** Turns of a browser that draws at each. */
async function drawOn(fromMs: number, lengthMs = 1_000) {
  for (let at = fromMs; at < fromMs + lengthMs; at += 16) {
    view.make(at);
    view.draw(at, 0.016);
    // What is loaded in between comes in between.
    await new Promise(setImmediate);
  }
}
function ownPose() {
  const pose = createAvatarPose();
  pose.tracked = true;
  return pose;
}

test("the own avatar is seen moving before the lake is there, which then comes all at once", async () => {
  await drawOn(0);
  expect(view.scene.getMeshByName("p1")).not.toBeNull();
  expect(view.scene.getMeshByName("water")).toBeNull();
  view.applyOwnPose(ownPose());
  const shown: number[] = [];
  for (let at = 1_000; at < 2_000; at += 16) {
    await drawOn(at, 16);
    shown.push(
      ["sky", "water", "shore", "balloon"].filter((name) => view.scene.getMeshByName(name)?.isEnabled()).length,
    );
  }
  expect(new Set(shown)).toEqual(new Set([0, 4]));
  expect(shown.at(-1)).toBe(4);
  expect(view.isSceneryShown()).toBe(true);
});

test("the lake is there after three seconds also for somebody whose body nobody sees", async () => {
  await drawOn(0, 2_900);
  expect(view.isSceneryShown()).toBe(false);
  await drawOn(2_900);
  expect(view.isSceneryShown()).toBe(true);
});

test("seven avatars and the balloon stay within 60 thousand triangles and 60 meshes to draw", async () => {
  view.applyOwnPose(ownPose());
  await drawOn(0);
  view.celebrate("p3");
  await drawOn(1_000, 32);
  expect(view.isSceneryShown()).toBe(true);
  expect(view.statistics().triangles).toBeGreaterThan(20_000);
  expect(view.statistics().triangles).toBeLessThanOrEqual(60_000);
  // Each visible mesh has one material and is drawn once, twice while its avatar is pale.
  expect(view.scene.getActiveMeshes().length).toBeGreaterThan(10);
  expect(view.scene.getActiveMeshes().length + everybody.length).toBeLessThanOrEqual(60);
});

test("one's own avatar is there at once, the others come one a turn, and the camera does not move for it", () => {
  const bodies = () => view.scene.skeletons.map(({ id }) => id);
  expect(bodies()).toEqual(["p1"]);
  const before = view.scene.activeCamera?.position.asArray();
  view.make(0);
  view.make(16);
  expect(bodies()).toEqual(["p1", "p0", "p2"]);
  letComeIn();
  expect(bodies()).toHaveLength(7);
  expect(view.scene.activeCamera?.position.asArray()).toEqual(before);
});

test("who leaves before they came does not come", () => {
  view.setParticipants(everybody.filter(({ participantId }) => participantId !== "p0"));
  letComeIn();
  expect(view.scene.skeletons).toHaveLength(6);
  expect(view.scene.getMeshByName("p0")).toBeNull();
});

test("who leaves is gone and who stays keeps their avatar", () => {
  letComeIn();
  const stays = view.scene.getMeshByName("p3");
  view.setParticipants(everybody.filter(({ participantId }) => participantId !== "p5"));
  expect(view.scene.getMeshByName("p5")).toBeNull();
  expect(view.scene.getMeshByName("p3")).toBe(stays);
  expect(view.scene.skeletons).toHaveLength(6);
});

test("one's own pose is shown with the next frame, the others' a little later", () => {
  const bowing = createAvatarPose();
  bowing.tracked = true;
  letComeIn();
  bowing.rotations.set([Math.SQRT1_2, 0, 0, Math.SQRT1_2], 0);
  const lean = (id: string) => view.scene.getMeshByName(id)!.skeleton!.bones[0]!.rotationQuaternion.x;
  for (let i = 0; i < 60; i++) view.draw(16 * i, 0.016);
  for (let i = 0; i < 60; i++) {
    view.applyOwnPose(bowing);
    view.applyBundle([{ participantId: "p2", pose: bowing, atMs: 50_000 + 66 * i }], 1000 + 66 * i);
    view.draw(1000 + 66 * i, 0.066);
  }
  expect(lean("p1")).toBeCloseTo(Math.SQRT1_2, 6);
  expect(lean("p2")).toBeCloseTo(Math.SQRT1_2, 6);
  expect(Math.abs(lean("p4"))).toBeLessThan(0.1);
});

test("tells once that a frame with one's own moving avatar has been drawn, not when a pose came, while it is pale or when nobody was seen", () => {
  view.dispose();
  let told = 0;
  view = createGroupSceneView(engine, {
    participants: everybody,
    reducedMotion: false,
    low: false,
    onOwnAvatarDrawn: () => told++,
  });
  const pose = createAvatarPose();
  view.applyOwnPose(pose);
  for (let i = 0; i < 5; i++) view.draw(16 * i, 0.016);
  expect(told).toBe(0);
  view.applyOwnPose(ownPose());
  expect(told).toBe(0);
  for (let i = 5; i < 15; i++) view.draw(16 * i, 0.016);
  expect(told).toBe(0);
  for (let i = 15; i < 60; i++) view.draw(16 * i, 0.016);
  expect(told).toBe(1);
});

test("one's own avatar is due from the first pose in which somebody is seen until it has been drawn, and not before it stands there", () => {
  const due: boolean[] = [];
  const apply = (pose: ReturnType<typeof createAvatarPose>) => {
    view.applyOwnPose(pose);
    due.push(view.isOwnDue());
  };
  apply(createAvatarPose());
  apply(ownPose());
  for (let i = 0; i < 60; i++) view.draw(16 * i, 0.016);
  apply(ownPose());
  view.dispose();
  view = createGroupSceneView(engine, { participants: [], reducedMotion: false, low: false });
  apply(ownPose());
  expect(due).toEqual([false, true, false, false]);
});

test("a bundle with somebody unknown or oneself in it changes nobody else", () => {
  const pose = createAvatarPose();
  expect(() =>
    view.applyBundle(
      [
        { participantId: "stranger", pose, atMs: 1 },
        { participantId: "p1", pose, atMs: 1 },
      ],
      1,
    ),
  ).not.toThrow();
  view.draw(20, 0.016);
});
