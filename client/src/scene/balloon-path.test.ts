import fc from "fast-check";
import { expect, test } from "vitest";
import { advanceRise, balloonPlace } from "./balloon-path.ts";
import { frameScene, shareOfPicture } from "./frame-scene.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

test("more repetitions are higher in the picture, and the whole envelope stays in it", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2.2, noNaN: true }), share, share, (aspect, a, b) => {
      const framing = frameScene(aspect, 3, 1.35, 0.2);
      const seen = (at: number) => {
        const { y, z } = balloonPlace(at, framing);
        return shareOfPicture(framing, y, z);
      };
      if (b - a > 1e-6) expect(seen(b)).toBeGreaterThan(seen(a));
      expect(seen(a)).toBeGreaterThan(0.5);
      const { y, z } = balloonPlace(1, framing);
      expect(shareOfPicture(framing, y + 1.2, z)).toBeLessThan(0.99);
    }),
  );
});

test("what is beyond the goal is shown at the goal", () => {
  const framing = frameScene(1.6, 3, 1.35, 0.2);
  expect(balloonPlace(3, framing)).toEqual(balloonPlace(1, framing));
  expect(balloonPlace(-1, framing)).toEqual(balloonPlace(0, framing));
});

test("the balloon rises to its goal without passing it, in the same time on a slow and on a fast device", () => {
  const rise = { share: 0.1, perSecond: 0 };
  for (let i = 0; i < 600; i++) {
    const before = rise.share;
    advanceRise(rise, 0.7, 1 / 60);
    expect(rise.share).toBeGreaterThanOrEqual(before);
    expect(rise.share).toBeLessThanOrEqual(0.7);
  }
  expect(rise.share).toBeCloseTo(0.7, 4);
  const [slow, fast] = [
    { share: 0, perSecond: 0 },
    { share: 0, perSecond: 0 },
  ];
  advanceRise(slow, 1, 0.5);
  for (let i = 0; i < 30; i++) advanceRise(fast, 1, 0.5 / 30);
  expect(slow.share).toBeCloseTo(fast.share, 9);
});
