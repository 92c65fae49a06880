import { expect, it } from "vitest";
import { createPageClock } from "./page-clock.ts";

it("knows how long the device's clock stood still, by the server's", () => {
  const clock = createPageClock();
  clock.compare({ serverNowMs: 100_000, nowMs: 1_000, tookMs: 0 });
  expect([clock.serverOffsetMs(), clock.sleptMs()]).toEqual([99_000, 0]);
  clock.compare({ serverNowMs: 3_760_000, nowMs: 61_000, tookMs: 0 });
  expect([clock.serverOffsetMs(), clock.sleptMs()]).toEqual([3_699_000, 3_600_000]);
});

it("takes no slow answer for a sleep", () => {
  const clock = createPageClock();
  clock.compare({ serverNowMs: 100_000, nowMs: 7_000, tookMs: 6_000 });
  clock.compare({ serverNowMs: 110_000, nowMs: 11_000, tookMs: 0 });
  expect(clock.sleptMs()).toBe(0);
});

it("does not go back when the server that takes over has a clock that is behind", () => {
  const clock = createPageClock();
  for (const serverNowMs of [100_000, 103_000, 100_000, 103_000]) clock.compare({ serverNowMs, nowMs: 0, tookMs: 0 });
  expect([clock.serverOffsetMs(), clock.sleptMs()]).toEqual([103_000, 3_000]);
});
