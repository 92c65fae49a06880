import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeWantedHz, createPace, LOWEST_POSE_HZ, noteInference, takesFrame } from "./pace-rules.ts";

function taken(cameraHz: number, wantedHz: number, seconds: number, jitterMs: readonly number[] = [0]): number {
  const pace = createPace(wantedHz);
  let count = 0;
  for (let i = 0; i < cameraHz * seconds; i++) {
    const atMs = (1000 * i) / cameraHz + (jitterMs[i % jitterMs.length] ?? 0);
    if (takesFrame(pace, atMs)) count += 1;
  }
  return count;
}

describe("the pace of estimates", () => {
  test("takes every picture of a camera that is slower than wanted", () => {
    expect(taken(12, 30, 10)).toBe(120);
    expect(taken(12, 12, 10, [0, 9, -7, 3, -10])).toBe(120);
  });

  test("takes as many as wanted, evenly, of a faster camera", () => {
    expect(taken(30, 15, 10)).toBe(150);
    expect(taken(30, 12, 10)).toBeGreaterThanOrEqual(118);
    expect(taken(30, 12, 10)).toBeLessThanOrEqual(122);
  });

  test("starts a new rhythm after a gap instead of catching up", () => {
    const pace = createPace(10);
    expect(takesFrame(pace, 0)).toBe(true);
    expect(takesFrame(pace, 5_000)).toBe(true);
    expect(takesFrame(pace, 5_020)).toBe(false);
    expect(takesFrame(pace, 5_100)).toBe(true);
  });

  test("never takes two pictures closer together than the referee accepts", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (gaps) => {
        const pace = createPace(30);
        let atMs = 0;
        let lastMs = Number.NEGATIVE_INFINITY;
        for (const gap of gaps) {
          atMs += gap;
          if (!takesFrame(pace, atMs)) continue;
          expect(atMs - lastMs).toBeGreaterThan(12);
          lastMs = atMs;
        }
      }),
    );
  });

  test("slows down where estimates take long, never below what the referee needs, and recovers", () => {
    const pace = createPace(30);
    for (let i = 0; i < 100; i++) noteInference(pace, 50);
    expect(pace.hz).toBeGreaterThan(10);
    expect(pace.hz).toBeLessThan(20);
    for (let i = 0; i < 100; i++) noteInference(pace, 900);
    expect(pace.hz).toBe(LOWEST_POSE_HZ);
    for (let i = 0; i < 200; i++) noteInference(pace, 8);
    expect(pace.hz).toBe(30);
  });

  test("does not jitter with single slow estimates", () => {
    const pace = createPace(15);
    for (let i = 0; i < 50; i++) noteInference(pace, 20);
    noteInference(pace, 120);
    expect(pace.hz).toBe(15);
  });

  test("follows what is wanted at once and never exceeds it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 30 }), fc.array(fc.integer({ min: 1, max: 500 })), (wanted, times) => {
        const pace = createPace(30);
        changeWantedHz(pace, wanted);
        for (const ms of times) noteInference(pace, ms);
        expect(pace.hz).toBeLessThanOrEqual(wanted);
        expect(pace.hz).toBeGreaterThanOrEqual(Math.min(wanted, LOWEST_POSE_HZ));
      }),
    );
  });
});
