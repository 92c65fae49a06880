import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenIdle } from "./when-idle.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("waits for the browser's word, and a busy page is not waited for without end", () => {
  const asked: { run: () => void; timeout: number }[] = [];
  const calledOff: number[] = [];
  vi.stubGlobal("requestIdleCallback", (run: () => void, { timeout }: { timeout: number }) =>
    asked.push({ run, timeout }),
  );
  vi.stubGlobal("cancelIdleCallback", (id: number) => calledOff.push(id));
  let ran = 0;
  const callOff = whenIdle(() => ran++);
  vi.runAllTimers();
  expect(ran).toBe(0);
  expect(asked[0]?.timeout).toBeLessThanOrEqual(5_000);
  asked[0]?.run();
  expect(ran).toBe(1);
  callOff();
  expect(calledOff).toEqual([1]);
});

test("a browser that never says so gets it a little later, unless it was called off", () => {
  let ran = 0;
  whenIdle(() => ran++);
  whenIdle(() => ran++)();
  expect(ran).toBe(0);
  vi.runAllTimers();
  expect(ran).toBe(1);
});
