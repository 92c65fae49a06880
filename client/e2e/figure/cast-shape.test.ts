import { expect, test } from "vitest";
import { castShape, type Hit, type Shape } from "./cast-shape.ts";

const hit: Hit = { distance: 0, normal: [0, 0, 0] };
const limb: Shape = { kind: "limb", from: [0, 0, 0], to: [0, 2, 0], fromRadius: 0.5, toRadius: 0.5, colour: [1, 1, 1] };
const egg: Shape = {
  kind: "ellipsoid",
  at: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  radii: [1, 2, 3],
  colour: [1, 1, 1],
};

test("a limb is met on its side, on its round end, and missed beside it", () => {
  expect(castShape(limb, [0, 1, 5], [0, 0, -1], hit)).toBe(true);
  expect(hit.distance).toBeCloseTo(4.5, 12);
  expect(hit.normal).toEqual([0, 0, 1]);
  expect(castShape(limb, [0, 5, 0], [0, -1, 0], hit)).toBe(true);
  expect(hit.distance).toBeCloseTo(2.5, 12);
  expect(castShape(limb, [0.6, 1, 5], [0, 0, -1], hit)).toBe(false);
});

test("a tapered limb is as thick at each end as it says", () => {
  const tapered: Shape = { ...limb, kind: "limb", toRadius: 0.1 };
  expect(castShape(tapered, [0, 0, 5], [0, 0, -1], hit)).toBe(true);
  expect(hit.distance).toBeCloseTo(4.5, 1);
  expect(castShape(tapered, [0, 2, 5], [0, 0, -1], hit)).toBe(true);
  expect(hit.distance).toBeCloseTo(4.9, 1);
});

test("an ellipsoid reaches as far along each axis as its radius", () => {
  for (const [origin, direction, distance] of [
    [[5, 0, 0], [-1, 0, 0], 4],
    [[0, 5, 0], [0, -1, 0], 3],
    [[0, 0, 5], [0, 0, -1], 2],
  ] as const) {
    expect(castShape(egg, origin, direction, hit)).toBe(true);
    expect(hit.distance).toBeCloseTo(distance, 12);
    expect(hit.normal.map((part) => Math.round(part * 1e9) / 1e9 + 0)).toEqual(direction.map((part) => -part + 0));
  }
});
