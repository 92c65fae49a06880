import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followDatabaseClock } from "./database-clock.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 26, 9);

/** `tookMs`: how long the database takes to answer. */
async function open() {
  const world = { databaseMs: START_MS, wallMs: START_MS, monotonicMs: 500, tookMs: 0, away: false };
  const logger = { warn: vi.fn() };
  const pass = (ms: number) => {
    for (const clock of ["databaseMs", "wallMs", "monotonicMs"] as const) world[clock] += ms;
  };
  const clock = await followDatabaseClock({
    ask: async () => {
      if (world.away) throw new Error("away");
      pass(world.tookMs / 2);
      const answer = world.databaseMs;
      pass(world.tookMs / 2);
      return answer;
    },
    wallMs: () => world.wallMs,
    monotonicMs: () => world.monotonicMs,
    logger,
  });
  const look = () => vi.advanceTimersByTimeAsync(10_000);
  return { world, clock, logger, pass, look };
}

describe("the time", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is the database's, whatever this machine's clock says and does", async () => {
    const { world, clock, pass, look } = await open();
    expect(clock.nowMs()).toBe(START_MS);
    for (const jumpMs of [HOUR_MS, -2 * HOUR_MS]) {
      world.wallMs += jumpMs;
      pass(60_000);
      expect(clock.nowMs()).toBe(world.databaseMs);
      await look();
      expect(clock.nowMs()).toBe(world.databaseMs);
    }
    clock.stop();
  });

  it("follows a database whose clock is set, and goes on by itself while it is away", async () => {
    const { world, clock, pass, look } = await open();
    world.databaseMs += 30_000;
    await look();
    expect(clock.nowMs()).toBe(START_MS + 30_000);
    world.away = true;
    pass(60_000);
    await look();
    expect(clock.nowMs()).toBe(START_MS + 90_000);
    clock.stop();
  });

  it("is not taken from an answer that took long", async () => {
    const { world, clock, look } = await open();
    world.tookMs = 4_000;
    world.databaseMs += 1_000;
    await look();
    expect(clock.nowMs()).toBe(world.databaseMs - 1_000);
    clock.stop();
  });

  it("is said to be another than this machine's once, and again when that changes; that the database is silent, once", async () => {
    const { world, clock, logger, look } = await open();
    world.wallMs += HOUR_MS;
    await look();
    await look();
    expect(logger.warn).toHaveBeenCalledExactlyOnceWith({ aheadMs: HOUR_MS }, expect.any(String));
    world.wallMs -= HOUR_MS;
    await look();
    expect(logger.warn).toHaveBeenLastCalledWith({ aheadMs: 0 }, expect.any(String));
    world.away = true;
    await look();
    await look();
    expect(logger.warn).toHaveBeenCalledTimes(3);
    clock.stop();
  });
});
