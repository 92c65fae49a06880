import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RtpClock } from "./rtp-clock.ts";

const RATE = 48_000;
const STEP_MS = 20;
const MINUTE_MS = 60_000;

/** Times given to packets sent every 20 ms; `offMs` is how far each is from when it was sent, on the node's clock. */
function follow(
  steps: number,
  how: { readonly timestamp: (sentMs: number) => number; readonly delayMs: (step: number) => number },
): number[] {
  const clock = new RtpClock(RATE);
  return Array.from({ length: steps }, (_, step) => {
    const sentMs = step * STEP_MS;
    return clock.toMs(how.timestamp(sentMs) >>> 0, sentMs + how.delayMs(step)) - sentMs;
  });
}

const even = (sentMs: number) => (sentMs * RATE) / 1_000;

describe("times by timestamps", () => {
  it("are even though packets come unevenly, round the wrap of timestamps", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.infiniteStream(fc.nat(80)), (first, jitter) => {
        const delays = [0, ...Array.from({ length: 499 }, () => jitter.next().value)];
        const off = follow(500, { timestamp: (ms) => first + even(ms), delayMs: (step) => delays[step] ?? 0 });
        const steps = off.slice(1).map((now, index) => now - (off[index] ?? 0));
        expect(Math.max(...steps.map(Math.abs))).toBeLessThanOrEqual(10);
      }),
      { numRuns: 50 },
    );
  });

  it("stay with the node's clock for hours though the sender's runs fast or slow", () => {
    for (const rate of [1 + 200e-6, 1 - 200e-6]) {
      const off = follow((3 * 60 * MINUTE_MS) / STEP_MS, { timestamp: (ms) => even(ms * rate), delayMs: () => 30 });
      expect(off.filter((ms) => Math.abs(ms - 30) > 10)).toEqual([]);
    }
  });

  it("come nearer to the best arrivals when the first was late", () => {
    const off = follow((2 * MINUTE_MS) / STEP_MS, { timestamp: even, delayMs: (step) => (step === 0 ? 400 : 20) });
    expect(off[0]).toBe(400);
    expect(off.at(-1)).toBeCloseTo(20, 0);
  });

  it("come nearer within a minute when a device lost a part of what it should have sent", () => {
    const lostMs = (ms: number) => (ms < 10_000 ? 0 : 600);
    const off = follow(MINUTE_MS / STEP_MS, { timestamp: (ms) => even(ms - lostMs(ms)), delayMs: () => 20 });
    expect(off[700]).toBeLessThan(-400);
    expect(Math.abs((off.at(-1) ?? 0) - 20)).toBeLessThan(60);
  });

  it("do not follow a line that holds everything back for three seconds", () => {
    const off = follow(1_000, {
      timestamp: even,
      delayMs: (step) => (step >= 300 && step < 450 ? (450 - step) * STEP_MS : 0),
    });
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(30);
  });

  it("keep the length of a pause", () => {
    const clock = new RtpClock(RATE);
    expect(clock.toMs(1_000, 50)).toBe(50);
    expect(clock.toMs(1_000 + even(10 * MINUTE_MS), 50 + 10 * MINUTE_MS)).toBeCloseTo(50 + 10 * MINUTE_MS, 0);
  });

  it("begin anew after a pause over which its sender did not count on", () => {
    const clock = new RtpClock(RATE);
    clock.toMs(0, 100);
    clock.restart();
    expect(clock.toMs(even(20), 60_100)).toBe(60_100);
  });

  it("begin anew with the arrival when timestamps leap ahead", () => {
    const clock = new RtpClock(RATE);
    clock.toMs(0, 0);
    expect(clock.toMs(even(90_000), 40)).toBe(40);
    expect(clock.toMs(even(90_020), 61)).toBeCloseTo(60, 5);
  });

  it("begin anew when timestamps have stayed behind for some seconds, as after a sender's new beginning", () => {
    const clock = new RtpClock(RATE);
    clock.toMs(even(100_000), 100_000);
    const off = Array.from({ length: 500 }, (_, step) => {
      const sentMs = 100_020 + step * STEP_MS;
      return clock.toMs(even(50_000 + step * STEP_MS), sentMs) - sentMs;
    });
    expect(off.at(-1)).toBeCloseTo(0, 0);
  });
});
