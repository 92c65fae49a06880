import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createConvergence } from "./converge.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("runs one step at a time, and once more when woken meanwhile, however often", async () => {
  const finish: (() => void)[] = [];
  const step = vi.fn(() => new Promise<void>((resolve) => finish.push(resolve)));
  const { wake } = createConvergence(step, () => undefined);
  for (let count = 0; count < 5; count += 1) wake();
  expect(step).toHaveBeenCalledTimes(1);
  finish[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(step).toHaveBeenCalledTimes(2);
  finish[1]?.();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(step).toHaveBeenCalledTimes(2);
});

it("tries again by itself after a failure, ever more slowly, and quickly again after a success", async () => {
  let broken = true;
  const times: number[] = [];
  const start = Date.now();
  const failures: unknown[] = [];
  const { wake } = createConvergence(
    async () => {
      times.push(Date.now() - start);
      if (broken) throw new Error("broken");
    },
    (error) => failures.push(error),
  );
  wake();
  await vi.advanceTimersByTimeAsync(14_000);
  expect(times).toEqual([0, 500, 1_500, 3_500, 7_500, 12_500]);
  expect(failures).toHaveLength(6);
  broken = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(times.slice(6)).toEqual([17_500]);
  broken = true;
  times.length = 0;
  wake();
  await vi.advanceTimersByTimeAsync(500);
  expect(times).toHaveLength(2);
});

it("tries again at once, and once only, when something has changed during the first step that failed", async () => {
  const times: number[] = [];
  const start = Date.now();
  const { wake } = createConvergence(
    async () => {
      times.push(Date.now() - start);
      wake();
      throw new Error("broken");
    },
    () => undefined,
  );
  wake();
  await vi.advanceTimersByTimeAsync(1_600);
  expect(times).toEqual([0, 0, 500, 1_500]);
});

it("is not tried again once disposed", async () => {
  const step = vi.fn(async () => {
    throw new Error("broken");
  });
  const { wake, dispose } = createConvergence(step, () => undefined);
  wake();
  await vi.advanceTimersByTimeAsync(0);
  dispose();
  wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(step).toHaveBeenCalledTimes(1);
});
