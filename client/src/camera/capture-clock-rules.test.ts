import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { captureTime, createCaptureClock } from "./capture-clock-rules.ts";

describe("the capture clock", () => {
  test("gives the camera's intervals, however late the pictures arrive", () => {
    const clock = createCaptureClock();
    const delays = [4, 90, 3, 250, 40, 5, 120];
    const times = delays.map((delay, index) => captureTime(clock, 5_000 + 40 * index, 900_000 + 40 * index + delay));
    // Learnt at the third picture, whose delay was the smallest.
    const intervals = times.slice(3).map((time, index) => time - (times[index + 2] as number));
    expect(intervals).toEqual([40, 40, 40, 40]);
    expect(times.at(-1)).toBe(900_000 + 240 + 3);
  });

  test("is strictly increasing, whole, and not ahead of the arrival, whatever the camera says", () => {
    const pictures = fc.array(fc.tuple(fc.integer({ min: -3_000, max: 3_000 }), fc.integer({ min: 1, max: 400 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(pictures, (steps) => {
        const clock = createCaptureClock();
        let cameraMs = 10_000;
        let arrivedMs = 1_000;
        let before = Number.NEGATIVE_INFINITY;
        for (const [cameraStep, arrivalStep] of steps) {
          cameraMs += cameraStep + 0.25;
          arrivedMs += arrivalStep;
          const time = captureTime(clock, cameraMs, arrivedMs);
          expect(Number.isInteger(time)).toBe(true);
          expect(time).toBeGreaterThan(before);
          expect(time).toBeLessThanOrEqual(arrivedMs);
          before = time;
        }
      }),
    );
  });

  test("follows a camera that starts its clock anew", () => {
    const clock = createCaptureClock();
    captureTime(clock, 100_000, 50_000);
    expect(captureTime(clock, 10, 60_000)).toBe(60_000);
    expect(captureTime(clock, 50, 60_040)).toBe(60_040);
  });

  test("follows clocks that drift apart", () => {
    const clock = createCaptureClock();
    let time = 0;
    // The camera's clock is 0.1 % slow: after a minute 60 ms.
    for (let i = 0; i <= 1_500; i++) time = captureTime(clock, 39.96 * i, 40 * i);
    expect(60_000 - time).toBeLessThan(25);
  });
});
