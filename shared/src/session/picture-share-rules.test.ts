import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasMovingPicture, PICTURE_STEPS } from "./picture-ladder-rules.ts";
import { type PictureShare, shareAfter, shareAt, stepsLess } from "./picture-share-rules.ts";

const told = ["full", "lower", "lowest", "audioOnly"] as const;
const shares = (wanted: number) => told.map((step) => shareAt(step, wanted));

describe("what a step leaves of a picture", () => {
  it("is a size less while there are several, and then half of the pictures a second", () => {
    expect(shares(3)).toEqual([
      { sizes: 3, frames: 1 },
      { sizes: 2, frames: 1 },
      { sizes: 1, frames: 1 },
      { sizes: 0, frames: 1 },
    ]);
    expect(shares(2).slice(0, 3)).toEqual([
      { sizes: 2, frames: 1 },
      { sizes: 1, frames: 1 },
      { sizes: 1, frames: 0.5 },
    ]);
    expect(shares(1).slice(0, 3)).toEqual([
      { sizes: 1, frames: 1 },
      { sizes: 1, frames: 0.5 },
      { sizes: 1, frames: 0.25 },
    ]);
  });

  it("is less with every step that a person is told of, whatever is wanted of the picture", () => {
    const isLess = (one: PictureShare, than: PictureShare) =>
      one.sizes < than.sizes || (one.sizes === than.sizes && one.frames < than.frames);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), (wanted) => {
        for (const [index, now] of shares(wanted).entries()) {
          const before = shares(wanted)[index - 1];
          if (before !== undefined) expect(isLess(now, before), `${told[index]} of ${wanted}`).toBe(true);
        }
      }),
    );
  });

  it("is nothing of a picture nobody wants, and of none on a line without pictures", () => {
    for (const step of PICTURE_STEPS) expect(shareAt(step, 0).sizes).toBe(0);
    for (const step of PICTURE_STEPS)
      expect(shareAt(step, 3).sizes > 0).toBe(hasMovingPicture(step) || step === "reconnecting");
  });

  it("is the same where the device does the sum", () => {
    for (const step of PICTURE_STEPS) {
      const less = stepsLess(step);
      if (less !== undefined)
        for (const wanted of [1, 2, 3]) expect(shareAfter(less, wanted)).toEqual(shareAt(step, wanted));
    }
  });
});
