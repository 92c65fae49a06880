import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { joinPulse } from "./pulse.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(async () => {
  // Without rooms the last timer ends.
  await vi.advanceTimersByTimeAsync(100);
  vi.useRealTimers();
});

function join(beat: () => void = () => undefined) {
  const room = { judgeFrames: vi.fn(), beat: vi.fn(beat), failed: vi.fn() };
  return { ...room, leave: joinPulse(room) };
}

it("beats fifteen times a second in every room, and judges frames four times as often", async () => {
  const rooms = [join(), join()];
  await vi.advanceTimersByTimeAsync(10_000);
  for (const room of rooms) {
    expect(room.beat.mock.calls.length).toBeGreaterThanOrEqual(149);
    expect(room.beat.mock.calls.length).toBeLessThanOrEqual(151);
    expect(room.judgeFrames.mock.calls.length).toBeGreaterThanOrEqual(598);
    expect(room.judgeFrames.mock.calls.length).toBeLessThanOrEqual(602);
    room.leave();
  }
});

it("spreads the beats of several rooms over the time of one", async () => {
  const beatAtMs: number[] = [];
  const rooms = Array.from({ length: 4 }, () => join(() => beatAtMs.push(performance.now())));
  await vi.advanceTimersByTimeAsync(1_000);
  for (const room of rooms) room.leave();
  expect(new Set(beatAtMs).size).toBe(beatAtMs.length);
});

it("goes on with the others when one room fails, and tells that one", async () => {
  const why = new Error("a bug");
  const broken = join(() => {
    throw why;
  });
  const others = Array.from({ length: 4 }, () => join());
  await vi.advanceTimersByTimeAsync(200);
  expect(broken.failed).toHaveBeenCalledWith(why);
  for (const other of others) {
    expect(other.beat.mock.calls.length).toBeGreaterThan(1);
    expect(other.failed).not.toHaveBeenCalled();
    other.leave();
  }
  broken.leave();
});

it("rests while there is no room, and begins again with the next one", async () => {
  join().leave();
  await vi.advanceTimersByTimeAsync(100);
  expect(vi.getTimerCount()).toBe(0);
  const next = join();
  await vi.advanceTimersByTimeAsync(100);
  expect(next.beat).toHaveBeenCalled();
  next.leave();
});
