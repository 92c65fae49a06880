import { EventEmitter } from "node:events";
import type { Worker } from "mediasoup/types";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepSpareWorker, SPARE_AFTER_MS } from "./spare-worker.ts";

class FakeWorker {
  readonly observer = new EventEmitter();
  readonly pid: number;
  died = false;

  constructor(pid: number) {
    this.pid = pid;
  }

  close(died: boolean): void {
    this.died = died;
    this.observer.emit("close");
  }
}

let started: FakeWorker[];
let ended: number[];
let broken: boolean;
let reports: string[];

beforeEach(() => {
  vi.useFakeTimers();
  [started, ended, broken, reports] = [[], [], false, []];
});
afterEach(() => void vi.useRealTimers());

const keep = () =>
  keepSpareWorker({
    start: async () => {
      if (broken) throw new Error("no memory");
      const worker = new FakeWorker(started.length);
      started.push(worker);
      return worker as unknown as Worker;
    },
    end: async ({ pid }) => void ended.push(pid ?? -1),
    report: (what) => reports.push(what),
  });
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("a spare worker", () => {
  it("is there after a while, is given once, and another one comes after it", async () => {
    const spare = keep();
    expect(spare.take()).toBeUndefined();
    await pass(SPARE_AFTER_MS);
    expect(spare.take()).toBe(started[0]);
    expect(spare.take()).toBeUndefined();
    await pass(SPARE_AFTER_MS);
    expect(spare.take()).toBe(started[1]);
    await spare.close();
    expect(ended, "those that were taken are others' to end").toEqual([]);
  });

  it("is replaced when it dies while it waits, or could not be started, and says so", async () => {
    broken = true;
    const spare = keep();
    await pass(SPARE_AFTER_MS);
    broken = false;
    await pass(60_000);
    started[0]?.close(true);
    expect(spare.take()).toBeUndefined();
    await pass(60_000);
    expect(spare.take()).toBe(started[1]);
    expect(reports).toEqual([
      "a spare media worker cannot be started, trying again",
      "the spare media worker 0 is gone",
    ]);
    await spare.close();
  });

  it("leaves nothing behind, also when it is still being started or a signal has closed it", async () => {
    const waiting = keep();
    await pass(SPARE_AFTER_MS);
    await waiting.close();
    expect(ended).toEqual([0]);
    const signalled = keep();
    await pass(SPARE_AFTER_MS);
    started[1]?.close(false);
    await signalled.close();
    expect(ended).toEqual([0, 1]);
    const unborn = keep();
    await unborn.close();
    await pass(60_000);
    expect(started).toHaveLength(2);
    expect(reports).toEqual([]);
  });
});
