import { expect, test } from "vitest";
import { carriedByWorker, compareWindows, isCallersLimit, isCarried } from "./forwarding-rules.ts";

const window = (workerShare: number, nodeShare: number, arrivedShare = 1) => ({
  streams: 100,
  arrivedShare,
  workerShare,
  nodeShare,
});

test("a stream's price is what both processes take of a core in a second, of each that arrives", () => {
  const { ours, bare } = compareWindows([window(0.4, 0.1)], [window(0.2, 0, 0.5)]);
  expect(ours.all.median).toBeCloseTo(5);
  expect(ours.worker.median).toBeCloseTo(4);
  expect(ours.node.median).toBeCloseTo(1);
  expect(bare.all.median).toBeCloseTo(4);
});

test("windows are compared with those beside them: a machine that becomes slower is no overhead", () => {
  const { ratio } = compareWindows([window(0.2, 0.02), window(0.4, 0.04)], [window(0.2, 0), window(0.4, 0)]);
  expect(ratio.lowest).toBeCloseTo(1.1);
  expect(ratio.highest).toBeCloseTo(1.1);
  expect(() => compareWindows([window(1, 1)], [])).toThrow("pairs");
});

test("a worker carries as many sessions as its own time on one core allows, whole ones", () => {
  const steps = [1, 3, 5].map((sessions) => ({
    sessions,
    window: { workerShare: 0.1 + 0.2 * sessions, nodeShare: 1 },
  }));
  expect(carriedByWorker(steps)).toMatchObject({ sessions: 4, node: { slope: 0, intercept: 1 } });
});

test("a step counts where the callers are in time and next to nothing is missing", () => {
  const good = { lostShare: 0, arrivedShare: 1, lateP99Ms: 2 };
  expect(isCarried(good)).toBe(true);
  expect(isCarried({ ...good, lostShare: 0.02 })).toBe(false);
  expect(isCarried({ ...good, arrivedShare: 0.9 })).toBe(false);
  expect(isCarried({ ...good, lateP99Ms: 80 })).toBe(false);
});

test("callers that are late, or whose core is full, are the ones at their limit", () => {
  expect(isCallersLimit({ lateP99Ms: 2, callersShare: 0.5 })).toBe(false);
  expect(isCallersLimit({ lateP99Ms: 80, callersShare: 0.5 })).toBe(true);
  expect(isCallersLimit({ lateP99Ms: 2, callersShare: 0.95 })).toBe(true);
});
