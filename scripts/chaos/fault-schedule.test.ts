import { expect, it } from "vitest";
import { LEASE_MS, RENEW_EVERY_MS } from "../../server/src/session/lease-watch.ts";
import { FAULT_KINDS, scheduleFaults } from "./fault-schedule.ts";

const SHAPE = { durationMs: 60_000, processes: 3, lines: 5 };

it("is the same for the same seed and another for another", () => {
  expect(scheduleFaults({ seed: 5, ...SHAPE })).toEqual(scheduleFaults({ seed: 5, ...SHAPE }));
  expect(scheduleFaults({ seed: 5, ...SHAPE })).not.toEqual(scheduleFaults({ seed: 6, ...SHAPE }));
});

it("has every kind of fault before any comes twice, also in half a minute, at processes and lines that there are, in order", () => {
  for (const durationMs of [30_000, 60_000, 600_000]) {
    for (let seed = 0; seed < 50; seed++) {
      const faults = scheduleFaults({ seed, ...SHAPE, durationMs });
      const first = faults.slice(0, FAULT_KINDS.length).map(({ kind }) => kind);
      expect(new Set(first)).toEqual(new Set(FAULT_KINDS));
      for (const fault of faults) {
        expect(fault.atMs).toBeLessThanOrEqual(durationMs);
        if ("process" in fault) expect(fault.process).toBeLessThan(SHAPE.processes);
        if ("line" in fault) expect(fault.line).toBeLessThan(SHAPE.lines);
      }
      expect(faults.map(({ atMs }) => atMs).toSorted((a, b) => a - b)).toEqual(faults.map(({ atMs }) => atMs));
    }
  }
});

it("ends the owner and outlasts its lease in every class", () => {
  for (let seed = 0; seed < 50; seed++) {
    const faults = scheduleFaults({ seed, ...SHAPE, durationMs: 30_000 });
    expect(faults).toContainEqual(expect.objectContaining({ kind: "kill", process: 0 }));
    const freeze = faults.find(
      ({ kind, ...where }) => kind === "longFreeze" && "process" in where && where.process === 0,
    );
    expect(freeze?.forMs).toBeGreaterThan(LEASE_MS + RENEW_EVERY_MS);
  }
});

it("breaks nothing in a class without time", () => {
  expect(scheduleFaults({ seed: 1, ...SHAPE, durationMs: 0 })).toEqual([]);
});
