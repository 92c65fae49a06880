// Told with a worker that only remembers: what is started, handed over and ended.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { openPoseEstimator } from "./pose-estimator.ts";
import type { EngineReport, FromPoseWorker, ToPoseWorker } from "./pose-worker-messages.ts";

class FakeWorker {
  static readonly started: FakeWorker[] = [];
  onmessage: ((event: { data: FromPoseWorker }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  ended = false;
  readonly told: ToPoseWorker[] = [];
  constructor() {
    FakeWorker.started.push(this);
  }
  postMessage(message: ToPoseWorker) {
    this.told.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(message: FromPoseWorker) {
    this.onmessage?.({ data: message });
  }
}

const ENGINE: EngineReport = {
  model: "lite",
  delegate: "CPU",
  driver: "SwiftShader",
  drawsInSoftware: true,
  gpuRefusal: undefined,
  openedInMs: 1200,
};
const [first, second] = [() => FakeWorker.started[0], () => FakeWorker.started[1]];

let warmth: typeof import("./warm-estimator.ts");
let open: (low: boolean) => { estimator: ReturnType<typeof openPoseEstimator>; ready: EngineReport[] };

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("location", { origin: "https://clinic.example" });
  vi.resetModules();
  FakeWorker.started.length = 0;
  warmth = await import("./warm-estimator.ts");
  const { openPoseEstimator } = await import("./pose-estimator.ts");
  open = (low) => {
    const ready: EngineReport[] = [];
    const estimator = openPoseEstimator({
      low,
      poseHz: 12,
      onReady: (engine) => ready.push(engine),
      onSeen: () => undefined,
      onFailed: () => undefined,
    });
    return { estimator, ready };
  };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("an estimator warmed before there is a camera", () => {
  test("is the one the camera looks through, and is ready then", async () => {
    warmth.warmEstimator(false);
    first()?.say({ kind: "ready", engine: ENGINE });
    const { estimator, ready } = open(false);
    expect(FakeWorker.started).toHaveLength(1);
    expect(ready).toEqual([]);
    await Promise.resolve();
    expect(ready).toEqual([ENGINE]);
    expect(first()?.told.map(({ kind }) => kind)).toEqual(["open", "pace"]);
    estimator.dispose();
    expect(first()?.ended).toBe(true);
  });

  test("is handed over while it is still loading, and says when it is ready", () => {
    warmth.warmEstimator(false);
    const { ready } = open(false);
    first()?.say({ kind: "ready", engine: ENGINE });
    expect(ready).toEqual([ENGINE]);
    expect(FakeWorker.started).toHaveLength(1);
  });

  test("says nothing to a camera that was closed meanwhile", async () => {
    warmth.warmEstimator(false);
    first()?.say({ kind: "ready", engine: ENGINE });
    const { estimator, ready } = open(false);
    estimator.dispose();
    await Promise.resolve();
    expect(ready).toEqual([]);
  });

  test("is handed over once: the next camera opens its own", () => {
    warmth.warmEstimator(false);
    open(false);
    open(false);
    expect(FakeWorker.started).toHaveLength(2);
  });

  test("is ended, not used, where the other model is wanted", () => {
    warmth.warmEstimator(false);
    open(true);
    expect(first()?.ended).toBe(true);
    expect(second()?.told[0]).toMatchObject({ kind: "open", low: true });
  });

  test("is one however often it is asked for, and another one when the other model is", () => {
    for (const low of [true, true, false]) warmth.warmEstimator(low);
    expect(FakeWorker.started.map(({ ended }) => ended)).toEqual([true, false]);
  });

  test("is given back on a page that nobody touches, kept while somebody does, and warmed again when they return", () => {
    warmth.warmEstimator(false);
    vi.advanceTimersByTime(4 * 60_000);
    warmth.warmEstimator(false);
    vi.advanceTimersByTime(4 * 60_000);
    expect(first()?.ended).toBe(false);
    vi.advanceTimersByTime(2 * 60_000);
    expect(first()?.ended).toBe(true);
    warmth.warmEstimator(false);
    expect(FakeWorker.started).toHaveLength(2);
  });

  test("is not given back once a camera looks through it", () => {
    warmth.warmEstimator(false);
    open(false);
    vi.advanceTimersByTime(60 * 60_000);
    expect(first()?.ended).toBe(false);
  });

  test("is not started beside a camera that has its own, and is after that one was closed", () => {
    const { estimator } = open(false);
    warmth.warmEstimator(false);
    expect(FakeWorker.started).toHaveLength(1);
    estimator.dispose();
    estimator.dispose();
    warmth.warmEstimator(false);
    expect(FakeWorker.started.map(({ ended }) => ended)).toEqual([true, false]);
  });

  test("that fails is not tried again; the camera opens its own and hears why", () => {
    vi.spyOn(console, "warn").mockReturnValue();
    warmth.warmEstimator(false);
    first()?.say({ kind: "failed", failure: "model_missing", reason: "404" });
    expect(first()?.ended).toBe(true);
    warmth.warmEstimator(false);
    expect(FakeWorker.started).toHaveLength(1);
    open(false);
    expect(FakeWorker.started).toHaveLength(2);
  });

  test("harms nobody where there are no workers", () => {
    vi.spyOn(console, "warn").mockReturnValue();
    vi.stubGlobal("Worker", undefined);
    expect(() => warmth.warmEstimator(false)).not.toThrow();
    expect(warmth.takeWarmWorker(false)).toBeUndefined();
  });
});
