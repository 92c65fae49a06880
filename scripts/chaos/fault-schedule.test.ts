import { expect, it } from "vitest";
import { scheduleFaults } from "./fault-schedule.ts";

const SHAPE = { durationMs: 60_000, processes: 3, lines: 5 };

it("is the same for the same seed and another for another", () => {
  expect(scheduleFaults({ seed: 5, ...SHAPE })).toEqual(scheduleFaults({ seed: 5, ...SHAPE }));
  expect(scheduleFaults({ seed: 5, ...SHAPE })).not.toEqual(scheduleFaults({ seed: 6, ...SHAPE }));
});

it("has every kind of fault in a minute, at processes and lines that there are, in the order of their time", () => {
  for (let seed = 0; seed < 50; seed++) {
    const faults = scheduleFaults({ seed, ...SHAPE });
    expect(new Set(faults.map((fault) => fault.kind)).size).toBe(13);
    for (const fault of faults) {
      if ("process" in fault) expect(fault.process).toBeLessThan(SHAPE.processes);
      if ("line" in fault) expect(fault.line).toBeLessThan(SHAPE.lines);
    }
    expect(faults.map(({ atMs }) => atMs).toSorted((a, b) => a - b)).toEqual(faults.map(({ atMs }) => atMs));
  }
});
