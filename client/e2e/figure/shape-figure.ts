// Flesh, clothes and a face around the reference body's joints: the joints are exact, the rest is what a pose model expects of a person.
import type { ReferenceBody } from "@ensemble/shared/exercise/forward-kinematics.ts";
import type { Quaternion } from "@ensemble/shared/geometry/quaternion.ts";
import { LANDMARK, type LandmarkName } from "@ensemble/shared/movement/landmarks.ts";
import type { Rgb, Shape, Triple } from "./cast-shape.ts";
import type { Figure } from "./figures.ts";

/** In the body's own frame: x = person's left, y = up, z = forward, origin between the hips. */
export function shapeFigure(body: ReferenceBody, figure: Figure): Shape[] {
  const shapes: Shape[] = [];
  const at = (name: LandmarkName): Triple => {
    const { x, y, z } = body.points[LANDMARK[name]]!;
    return [x, y, z];
  };
  const limb = (from: Triple, to: Triple, fromRadius: number, toRadius: number, colour: Rgb) =>
    shapes.push({ kind: "limb", from, to, fromRadius, toRadius, colour });
  const turned = (rotation: Quaternion): [Triple, Triple, Triple] => [
    turn(rotation, [1, 0, 0]),
    turn(rotation, [0, 1, 0]),
    turn(rotation, [0, 0, 1]),
  ];
  const egg = (centre: Triple, rotation: Quaternion, offset: Triple, radii: Triple, colour: Rgb) =>
    shapes.push({ kind: "ellipsoid", at: plus(centre, turn(rotation, offset)), axes: turned(rotation), radii, colour });
  const { pelvis, chest, head } = body.rotations;
  const { limbs: thick, trunk, skin, hair, shirt, trousers, shoes } = figure;

  for (const side of ["left", "right"] as const) {
    const [hip, knee, ankle] = [at(`${side}Hip`), at(`${side}Knee`), at(`${side}Ankle`)];
    limb(hip, knee, 0.086 * thick, 0.06 * thick, trousers);
    const shin = body.rotations[`${side}Shin`];
    const calf = plus(between(knee, ankle, 0.3), turn(shin, [0, 0, -0.014]));
    limb(knee, calf, 0.058 * thick, 0.056 * thick, trousers);
    limb(calf, ankle, 0.056 * thick, 0.04 * thick, trousers);
    const [heel, toe] = [at(`${side}Heel`), at(`${side}FootIndex`)];
    const foot = body.rotations[`${side}Foot`];
    const up = (point: Triple, by: number) => plus(point, turn(foot, [0, by, 0]));
    limb(up(heel, 0.034), up(toe, 0.028), 0.036, 0.03, shoes);
    limb(ankle, up(between(heel, toe, 0.55), 0.036), 0.04, 0.034, shoes);
    const [shoulder, elbow, wrist] = [at(`${side}Shoulder`), at(`${side}Elbow`), at(`${side}Wrist`)];
    const cuff = between(shoulder, elbow, 0.62);
    limb(shoulder, cuff, 0.056 * thick, 0.052 * thick, shirt);
    limb(cuff, elbow, 0.044 * thick, 0.04 * thick, skin);
    limb(elbow, wrist, 0.041 * thick, 0.028 * thick, skin);
    const fingers = between(at(`${side}Index`), at(`${side}Pinky`), 0.5);
    limb(wrist, between(wrist, fingers, 0.55), 0.028, 0.034, skin);
    limb(between(wrist, fingers, 0.55), fingers, 0.034, 0.02, skin);
    limb(between(wrist, fingers, 0.2), at(`${side}Thumb`), 0.018, 0.013, skin);
  }
  const [neckBase, hips] = [
    between(at("leftShoulder"), at("rightShoulder"), 0.5),
    between(at("leftHip"), at("rightHip"), 0.5),
  ];
  const span = between(hips, neckBase, 1);
  limb(
    between(at("leftHip"), at("rightHip"), 0.12),
    between(at("leftHip"), at("rightHip"), 0.88),
    0.098 * trunk,
    0.098 * trunk,
    trousers,
  );
  egg(between(hips, span, 0.12), pelvis, [0, 0, 0], [0.158 * trunk, 0.13, 0.115 * trunk], shirt);
  egg(between(hips, span, 0.42), body.rotations.spine, [0, 0, 0.004], [0.142 * trunk, 0.2, 0.106 * trunk], shirt);
  egg(between(hips, span, 0.7), chest, [0, 0, 0.008], [0.165 * trunk, 0.185, 0.118 * trunk], shirt);
  limb(
    between(neckBase, at("leftShoulder"), 0.86),
    between(neckBase, at("rightShoulder"), 0.86),
    0.064 * thick,
    0.064 * thick,
    shirt,
  );
  const skull = between(at("leftEar"), at("rightEar"), 0.5);
  limb(
    plus(neckBase, turn(chest, [0, 0.02, -0.005])),
    plus(skull, turn(head, [0, -0.06, -0.01])),
    0.056 * thick,
    0.05 * thick,
    skin,
  );
  addHead(egg, skull, head, skin, hair);
  return shapes;
}

type Egg = (centre: Triple, rotation: Quaternion, offset: Triple, radii: Triple, colour: Rgb) => void;

// The face is what a pose model looks for first: skull, jaw, hair, eyes with whites and brows, nose, mouth, ears.
function addHead(egg: Egg, skull: Triple, head: Quaternion, skin: Rgb, hair: Rgb): void {
  const darker = (colour: Rgb, by: number): Rgb => [colour[0] * by, colour[1] * by, colour[2] * by];
  egg(skull, head, [0, 0.022, -0.006], [0.076, 0.1, 0.096], skin);
  egg(skull, head, [0, -0.045, 0.018], [0.058, 0.068, 0.066], skin);
  egg(skull, head, [0, 0.05, -0.022], [0.083, 0.084, 0.094], hair);
  egg(skull, head, [0, 0.0, -0.045], [0.078, 0.075, 0.066], hair);
  for (const side of [1, -1]) {
    egg(skull, head, [side * 0.077, 0.0, -0.004], [0.011, 0.03, 0.02], darker(skin, 0.9));
    egg(skull, head, [side * 0.032, 0.012, 0.08], [0.016, 0.0085, 0.008], [0.93, 0.92, 0.9]);
    egg(skull, head, [side * 0.031, 0.012, 0.085], [0.0075, 0.0085, 0.006], [0.12, 0.08, 0.06]);
    egg(skull, head, [side * 0.033, 0.031, 0.084], [0.02, 0.0045, 0.007], darker(hair, 0.9));
  }
  egg(skull, head, [0, -0.012, 0.096], [0.011, 0.026, 0.017], darker(skin, 0.96));
  egg(skull, head, [0, -0.028, 0.1], [0.018, 0.011, 0.014], darker(skin, 0.92));
  egg(skull, head, [0, -0.058, 0.08], [0.027, 0.0075, 0.009], [0.6, 0.28, 0.26]);
}

function turn({ x, y, z, w }: Quaternion, [vx, vy, vz]: Triple): Triple {
  const [tx, ty, tz] = [2 * (y * vz - z * vy), 2 * (z * vx - x * vz), 2 * (x * vy - y * vx)];
  return [vx + w * tx + y * tz - z * ty, vy + w * ty + z * tx - x * tz, vz + w * tz + x * ty - y * tx];
}

function between(a: Triple, b: Triple, share: number): Triple {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function plus(a: Triple, b: Triple): Triple {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
