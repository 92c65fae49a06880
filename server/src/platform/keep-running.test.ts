import { afterEach, describe, expect, it, vi } from "vitest";
import { keepRunning } from "./keep-running.ts";

vi.mock("node:timers/promises", () => ({ setTimeout: () => new Promise((resolve) => setImmediate(resolve)) }));

describe("a program that is looked after", () => {
  let end: () => Promise<void> = async () => undefined;
  afterEach(() => end());
  const keep = (start: () => Promise<unknown>) => {
    const told: unknown[] = [];
    const program = { runs: true };
    const keeper = keepRunning({
      isRunning: async () => program.runs,
      start: async () => {
        await start();
        program.runs = true;
      },
      tell: (failure) => told.push(failure),
    });
    end = keeper.end;
    return { told, program, end };
  };

  it("is left alone while it runs, and started again each time it has ended", async () => {
    const start = vi.fn(async () => undefined);
    const { told, program } = keep(start);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(start).not.toHaveBeenCalled();
    for (const times of [1, 2]) {
      program.runs = false;
      await vi.waitFor(() => expect(told).toHaveLength(times));
    }
    expect(told).toEqual([undefined, undefined]);
    expect(start).toHaveBeenCalledTimes(2);
  });

  it("is tried again until it runs, and its failure told once", async () => {
    let room = false;
    const failure = new Error("no room");
    const start = vi.fn(async () => {
      if (!room) throw failure;
    });
    const { told, program } = keep(start);
    program.runs = false;
    await vi.waitFor(() => expect(start.mock.calls.length).toBeGreaterThan(2));
    expect(told).toEqual([failure]);
    room = true;
    await vi.waitFor(() => expect(told).toEqual([failure, undefined]));
  });

  it("is not started any more once that has ended", async () => {
    const start = vi.fn(async () => undefined);
    const kept = keep(start);
    await kept.end();
    kept.program.runs = false;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(start).not.toHaveBeenCalled();
  });
});
