import { describe, expect, test } from "vitest";
import { meanBrightness } from "./brightness.ts";
import { loudness } from "./microphone-level.ts";

describe("brightness", () => {
  test("is 0 for black, 1 for white, and weighs green most", () => {
    expect(meanBrightness([0, 0, 0, 255])).toBe(0);
    expect(meanBrightness([255, 255, 255, 255, 255, 255, 255, 255])).toBeCloseTo(1, 9);
    expect(meanBrightness([0, 255, 0, 255])).toBeGreaterThan(meanBrightness([255, 0, 255, 255]));
    expect(meanBrightness([0, 0, 0, 255, 255, 255, 255, 255])).toBeCloseTo(0.5, 9);
    expect(meanBrightness([])).toBe(0);
  });
});

describe("loudness", () => {
  const tone = (amplitude: number) =>
    Float32Array.from({ length: 1_000 }, (_, i) => (i % 2 === 0 ? amplitude : -amplitude));

  test("is 0 for silence, 1 at full scale, and grows evenly with decibels", () => {
    expect(loudness(new Float32Array(1_000))).toBe(0);
    expect(loudness(tone(1))).toBeCloseTo(1, 6);
    expect(loudness(tone(0.1))).toBeCloseTo(1 - 20 / 60, 5);
    expect(loudness(tone(0.01))).toBeCloseTo(1 - 40 / 60, 5);
    expect(loudness(tone(0.0001))).toBe(0);
  });
});
