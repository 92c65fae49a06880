// Whether a figure is seen whole, turned, sped up and marked; counted by Babylon itself, without a picture.
import { readFileSync } from "node:fs";
import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { afterEach, describe, expect, it } from "vitest";
import { createExerciseSceneView, type ExerciseSceneControls } from "./exercise-scene.ts";

const ASSETS = new URL("../../../assets/exercises/", import.meta.url);
const exercise = (id: string): Exercise =>
  parseExerciseFile(JSON.parse(readFileSync(new URL(`${id}.json`, ASSETS), "utf8")));
const COLOURS = { background: "#e3efee", floor: "#f3ead9" };

describe("an exercise on its stage", () => {
  const engine = new NullEngine({
    renderWidth: 800,
    renderHeight: 600,
    textureSize: 256,
    deterministicLockstep: false,
    lockstepMaxSteps: 1,
  });
  // What every graphics chip has at least; the null engine reports nearly none.
  engine.getCaps().maxVertexUniformVectors = 256;
  let view: ReturnType<typeof createExerciseSceneView>;
  afterEach(() => view.dispose());

  function open(shown: Exercise, changes: Partial<ExerciseSceneControls> = {}, error?: string, isMirror = false) {
    const controls = { turnDegrees: 0, fromAboveDegrees: 8, elapsedMs: 0, speed: 1, playing: false, ...changes };
    view = createExerciseSceneView(engine, {
      exercise: shown,
      side: shown.sides[0]!,
      error,
      controls,
      colours: COLOURS,
      reducedMotion: true,
      isMirror,
      onShown: () => undefined,
    });
    view.draw(0.02);
    return controls;
  }
  const named = (name: string) => view.scene.getMeshByName(name) as Mesh | null;
  /** Where a bone's joint is beside the things on the stage. */
  const placeOf = (bone: string) => {
    const rig = named("figure")!;
    rig.skeleton!.prepare(true);
    const { x, y, z } = rig.skeleton!.bones.find(({ name }) => name === `mixamorig:${bone}`)!.getAbsolutePosition();
    return new Vector3(x, y, z);
  };
  /** Where a bone's joint is on the picture: −1 … 1 from left to right and from below to above. */
  const onPicture = (bone: string) => {
    const rig = named("figure")!;
    view.scene.activeCamera!.getViewMatrix(true);
    rig.computeWorldMatrix(true);
    rig.skeleton!.prepare(true);
    const joint = rig.skeleton!.bones.find(({ name }) => name === `mixamorig:${bone}`)!;
    const { x, y } = Vector3.TransformCoordinates(joint.getAbsolutePosition(rig), view.scene.getTransformMatrix());
    return { x, y };
  };

  it.each(["squat", "sit-to-stand", "sit-up", "push-up", "pull-up"])(
    "%s: is whole on the picture from every side",
    (id) => {
      const controls = open(exercise(id), { playing: true });
      for (let step = 0; step < 24; step++) {
        controls.turnDegrees = 30 * step;
        view.draw(exercise(id).reference.tempoMs / 12_000);
        for (const bone of ["Head", "LeftHand", "RightHand", "LeftFoot", "RightFoot", "Hips"]) {
          const { x, y } = onPicture(bone);
          expect(Math.max(Math.abs(x), Math.abs(y)), `${bone} at ${controls.turnDegrees}°`).toBeLessThan(1);
        }
      }
    },
  );

  it("has the person's left at the viewer's right from the front, and the other way round from behind", () => {
    const controls = open(exercise("squat"));
    expect(onPicture("LeftArm").x).toBeGreaterThan(onPicture("RightArm").x);
    controls.turnDegrees = 180;
    view.draw(0.02);
    expect(onPicture("LeftArm").x).toBeLessThan(onPicture("RightArm").x);
  });

  it("goes on at the asked speed, and stands still when stopped", () => {
    const controls = open(exercise("squat"), { playing: true, speed: 0.5 });
    controls.elapsedMs = 0;
    view.draw(1);
    expect(controls.elapsedMs).toBe(500);
    controls.playing = false;
    view.draw(1);
    expect(controls.elapsedMs).toBe(500);
  });

  it("keeps the hands on the bar while the body rises", () => {
    const pullUp = exercise("pull-up");
    const controls = open(pullUp);
    const rig = () => named("figure")!;
    const heightOf = (bone: string) => {
      rig().computeWorldMatrix(true);
      rig().skeleton!.prepare(true);
      return rig()
        .skeleton!.bones.find(({ name }) => name === `mixamorig:${bone}`)!
        .getAbsolutePosition(rig()).y;
    };
    const [hands, head] = [heightOf("LeftHand"), heightOf("Head")];
    controls.playing = true;
    view.draw(pullUp.reference.tempoMs / 2000);
    expect(Math.abs(heightOf("LeftHand") - hands)).toBeLessThan(0.03);
    expect(heightOf("Head")).toBeGreaterThan(head + 0.2);
    expect(named("bar")!.position.y).toBeGreaterThan(hands);
  });

  it("puts a mat under who lies, a stool under who sits, nothing under who stands", () => {
    open(exercise("sit-up"));
    expect(named("mat")).not.toBeNull();
    view.show({ exercise: exercise("sit-to-stand"), side: "both", error: undefined });
    expect(named("mat")).toBeNull();
    expect(named("chair")).not.toBeNull();
    view.show({ exercise: exercise("squat"), side: "both", error: undefined });
    expect(named("chair")).toBeNull();
  });

  it("puts dumbbells into the hands that train, and they go with them", () => {
    const curl = exercise("biceps-curl");
    const controls = open(curl, { playing: true });
    const dumbbells = () => view.scene.meshes.filter(({ name }) => name === "dumbbell");
    expect(dumbbells()).toHaveLength(2);
    const low = dumbbells()[0]!.position.y;
    view.draw(curl.reference.tempoMs / 2000);
    expect(dumbbells()[0]!.position.y).toBeGreaterThan(low + 0.2);
    controls.playing = false;
    view.show({ exercise: exercise("bent-over-row"), side: "left", error: undefined });
    expect(dumbbells()).toHaveLength(1);
    view.show({ exercise: exercise("squat"), side: "both", error: undefined });
    expect(dumbbells()).toHaveLength(0);
  });

  it("holds the one dumbbell in the hand that is seen to train, in a mirror too", () => {
    const row = exercise("bent-over-row");
    for (const isMirror of [false, true]) {
      open(row, {}, undefined, isMirror);
      const hands = { left: placeOf("LeftHand"), right: placeOf("RightHand") };
      const far = (hand: Vector3) => Vector3.Distance(named("dumbbell")!.position, hand);
      expect(far(hands[isMirror ? "right" : "left"])).toBeLessThan(0.1);
      expect(far(hands[isMirror ? "left" : "right"])).toBeGreaterThan(0.2);
      if (!isMirror) view.dispose();
    }
  });

  it("lays a stick across both hands, and out beyond them", () => {
    open(exercise("stick-abduction"));
    const [left, right] = [placeOf("LeftHand"), placeOf("RightHand")];
    const { position, scaling } = named("stick")!;
    expect(Vector3.Distance(position, Vector3.Lerp(left, right, 0.5))).toBeLessThan(0.1);
    expect(scaling.y).toBeGreaterThan(Vector3.Distance(left, right) + 0.3);
  });

  it.each([
    ["standing-knee-flexion", ["rail"]],
    ["wall-push-up", ["wall"]],
    ["wall-squat", ["wall"]],
    // With either; one is enough.
    ["toe-raise", ["rail"]],
    ["squat", []],
  ])("%s: leans on what it is done with", (id, leansOn) => {
    open(exercise(id));
    expect(["rail", "wall"].filter((name) => named(name) !== null)).toEqual(leansOn);
  });

  it("marks the part of the body that an error is about", () => {
    open(exercise("squat"), {}, "knees_inward");
    const marked = () => view.scene.meshes.filter(({ name, isVisible }) => name.startsWith("marked") && isVisible);
    expect(marked().length).toBe(2);
    view.show({ exercise: exercise("squat"), side: "both", error: undefined });
    view.draw(0.02);
    expect(marked()).toEqual([]);
  });
});
