import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createQuaternion,
  multiplyQuaternions,
  quaternionFromAxes,
  quaternionFromAxis,
  rotateVector,
} from "./quaternion.ts";
import { createVector, vectorLength } from "./vector.ts";

const X = { x: 1, y: 0, z: 0 };
const Y = { x: 0, y: 1, z: 0 };
const Z = { x: 0, y: 0, z: 1 };
const turn = fc.double({ min: -3, max: 3, noNaN: true });

describe("quaternion", () => {
  it("turns right-handed: a quarter about y brings z to x", () => {
    const turned = rotateVector(createVector(), quaternionFromAxis(createQuaternion(), Y, Math.PI / 2), Z);
    expect(turned.x).toBeCloseTo(1, 9);
    expect(turned.z).toBeCloseTo(0, 9);
  });

  it("comes back from the axes it makes, whatever the rotation", () => {
    fc.assert(
      fc.property(turn, turn, turn, (a, b, c) => {
        const q = createQuaternion();
        multiplyQuaternions(
          q,
          quaternionFromAxis(createQuaternion(), X, a),
          quaternionFromAxis(createQuaternion(), Y, b),
        );
        multiplyQuaternions(q, q, quaternionFromAxis(createQuaternion(), Z, c));
        const axes = [X, Y, Z].map((axis) => rotateVector(createVector(), q, axis)) as [typeof X, typeof X, typeof X];
        const back = quaternionFromAxes(createQuaternion(), ...axes);
        expect(Math.abs(q.x * back.x + q.y * back.y + q.z * back.z + q.w * back.w)).toBeCloseTo(1, 7);
      }),
    );
  });

  it("keeps lengths", () => {
    fc.assert(
      fc.property(turn, turn, (angle, x) => {
        const v = { x, y: 0.3, z: -1 };
        const turned = rotateVector(createVector(), quaternionFromAxis(createQuaternion(), Y, angle), v);
        expect(vectorLength(turned)).toBeCloseTo(vectorLength(v), 8);
      }),
    );
  });
});
