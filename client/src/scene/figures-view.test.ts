// Figures where pictures were: each alone in its view, all in one scene, without a picture.
import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import { createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFiguresView, type FiguresView } from "./figures-view.ts";

let engine: NullEngine;
let view: FiguresView;

beforeEach(() => {
  engine = new NullEngine({
    renderWidth: 640,
    renderHeight: 480,
    textureSize: 512,
    deterministicLockstep: false,
    lockstepMaxSteps: 1,
  });
  engine.getCaps().maxVertexUniformVectors = 256;
  view = createFiguresView(engine);
});
afterEach(() => {
  view.dispose();
  engine.dispose();
});

const bodies = () => view.scene.meshes.filter(({ name }) => name.startsWith("patient"));
const shown = () =>
  bodies()
    .filter((mesh) => mesh.isEnabled())
    .map(({ name }) => name);
function seen() {
  const pose = createAvatarPose();
  pose.tracked = true;
  return pose;
}
function watch(fromMs: number, lengthMs: number, poses: boolean) {
  for (let at = fromMs; at < fromMs + lengthMs; at += 50) {
    if (poses) view.applyPose(0, seen(), at, at);
    view.update([0], at, 0.05);
  }
}

test("each view has its own patient and nobody else, in its own part of the picture", () => {
  view.update([0, 3], 0, 0);
  for (const mark of [0, 3, 0]) {
    view.draw(mark, 320, 240);
    expect(shown()).toEqual([`patient ${mark}`]);
  }
  expect(view.scene.activeCamera?.viewport).toMatchObject({ x: 0, y: 0, width: 0.5, height: 0.5 });
  expect(bodies()).toHaveLength(2);
});

test("six tiles and one large are one scene on one engine", () => {
  for (const mark of [0, 1, 2, 3, 4, 5, 2]) view.draw(mark, 100, 100);
  expect(engine.scenes).toHaveLength(1);
  expect(bodies()).toHaveLength(6);
});

test("somebody who is not seen any more is pale, also when nothing comes at all", () => {
  const visibility = () => view.scene.getMeshByName("patient 0")?.visibility ?? Number.NaN;
  watch(0, 3_000, true);
  expect(visibility()).toBe(1);
  watch(3_000, 4_000, false);
  expect(visibility()).toBeLessThan(0.6);
  watch(7_000, 3_000, true);
  expect(visibility()).toBe(1);
});

test("whoever is shown nowhere any more is put away, with bones and all", () => {
  view.update([0, 1], 0, 0);
  view.keep(new Set([1]));
  expect(bodies().map(({ name }) => name)).toEqual(["patient 1"]);
  expect(view.scene.skeletons).toHaveLength(1);
});
