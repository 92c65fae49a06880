import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPoseFrame, snapToGrid } from "./pose-frame.ts";

const points = fc.array(fc.double({ min: -0.9, max: 1.9, noNaN: true }), { minLength: 99, maxLength: 99 });

describe("the storage grid", () => {
  it("[GRID1] moves no point by more than half a millimetre or half of 1/2048 of the picture", () => {
    fc.assert(
      fc.property(points, points, (world, image) => {
        const frame = snapToGrid({ atMs: 1, source: "camera", aspect: 1, world, image }, createPoseFrame());
        for (let i = 0; i < 99; i++) {
          expect(Math.abs(frame.world[i]! / 1000 - world[i]!)).toBeLessThanOrEqual(0.0005 + 1e-9);
          expect(Math.abs(frame.image[i]! / 2048 - image[i]!)).toBeLessThanOrEqual(0.5 / 2048 + 1e-9);
        }
      }),
    );
  });

  it("[GRID2] snaps what is on the grid to itself", () => {
    fc.assert(
      fc.property(points, (world) => {
        const once = snapToGrid({ atMs: 1, source: "camera", aspect: 1, world }, createPoseFrame());
        const again = snapToGrid(
          { atMs: 1, source: "camera", aspect: 1, world: Array.from(once.world, (mm) => mm / 1000) },
          createPoseFrame(),
        );
        expect(again.world).toEqual(once.world);
      }),
    );
  });

  it("[GRID3] bounds what lies outside, and takes what is no number as not seen", () => {
    const image = new Array(99).fill(0.5);
    image[0] = 7;
    image[4] = -7;
    image[30] = Number.NaN;
    const frame = snapToGrid({ atMs: 1, source: "camera", aspect: 1, image }, createPoseFrame());
    expect(frame.image[0]).toBe(4096);
    expect(frame.image[4]).toBe(-2048);
    expect(frame.image[30]).toBe(0);
    expect(frame.visibility[10]).toBe(0);
    expect(frame.visibility[11]).toBe(255);
  });
});
