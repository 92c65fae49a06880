import { describe, expect, it } from "vitest";
import { createSessionClock } from "./session-clock.ts";

describe("a session's clock", () => {
  it("goes on when the wall clock is set back or forward", () => {
    let wall = 1_000_000;
    let monotonic = 50;
    const nowMs = createSessionClock({ wallMs: () => wall, monotonicMs: () => monotonic }, 0);
    expect(nowMs()).toBe(1_000_000);
    for (const step of [-3_600_000, 7_200_000]) {
      wall += step;
      monotonic += 40;
    }
    expect(nowMs()).toBe(1_000_080);
  });

  it("begins after what has happened already when the wall clock is behind it", () => {
    const nowMs = createSessionClock({ wallMs: () => 1_000, monotonicMs: () => 0 }, 5_000);
    expect(nowMs()).toBe(5_000);
  });
});
