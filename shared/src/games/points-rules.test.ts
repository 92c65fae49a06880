import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointsForRepetition } from "./points-rules.ts";

const prescribed = { repetitions: 10, rangeDegrees: 80, direction: "rises" } as const;
const good = { ordinal: 1, quality: 92, confidence: 0.9, attainedDegrees: 85 };

describe("points", () => {
  it("are ten for the repetition, up to ten for quality, five for one's own target", () => {
    expect(pointsForRepetition(good, prescribed)).toBe(10 + 9 + 5);
    expect(pointsForRepetition({ ...good, attainedDegrees: 79 }, prescribed)).toBe(19);
    expect(pointsForRepetition({ ...good, quality: 0 }, prescribed)).toBe(15);
  });
  it("do not grow with range beyond the target, nor with more repetitions than prescribed", () => {
    expect(pointsForRepetition({ ...good, attainedDegrees: 140 }, prescribed)).toBe(
      pointsForRepetition(good, prescribed),
    );
    expect(pointsForRepetition({ ...good, ordinal: 11 }, prescribed)).toBe(0);
  });
  it("are given for a target that lies below where one begins only when the angle has come down to it", () => {
    const standingUp = { repetitions: 10, rangeDegrees: 8, direction: "falls" } as const;
    expect(pointsForRepetition({ ...good, attainedDegrees: 5 }, standingUp)).toBe(24);
    expect(pointsForRepetition({ ...good, attainedDegrees: 30 }, standingUp)).toBe(19);
  });
  it("do not depend on a judgement that is in doubt", () => {
    expect(pointsForRepetition({ ...good, confidence: 0.3 }, prescribed)).toBe(15);
  });
  it("are whole numbers from 0 to 25", () => {
    const repetition = fc.record({
      ordinal: fc.integer({ min: 1, max: 50 }),
      quality: fc.double({ min: 0, max: 100, noNaN: true }),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      attainedDegrees: fc.double({ min: -60, max: 200, noNaN: true }),
    });
    fc.assert(
      fc.property(repetition, (one) => {
        const points = pointsForRepetition(one, prescribed);
        expect(Number.isInteger(points) && points >= 0 && points <= 25).toBe(true);
      }),
    );
  });
});
