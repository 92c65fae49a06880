import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { awaitKeyFrames, type KeyFrameWait } from "./await-key-frame.ts";

let consumer: EventEmitter & { observer: EventEmitter; asked: number };
let wait: KeyFrameWait;

beforeEach(async () => {
  vi.useFakeTimers();
  consumer = Object.assign(new EventEmitter(), {
    observer: new EventEmitter(),
    asked: 0,
    enableTraceEvent: async () => undefined,
    requestKeyFrame: async () => {
      consumer.asked += 1;
      // Whether it is heard or not, and whether the consumer is still there.
      throw new Error("closed");
    },
  });
  wait = await awaitKeyFrames(consumer as never);
});
afterEach(() => vi.useRealTimers());

it("asks more and more seldom, and not once it has come", () => {
  wait.resumed();
  const asked = [1, 1, 1, 4, 8, 8].map((seconds) => {
    vi.advanceTimersByTime(seconds * 1_000);
    return consumer.asked;
  });
  expect(asked).toEqual([1, 1, 2, 3, 4, 5]);
  consumer.emit("trace", { type: "keyframe" });
  vi.advanceTimersByTime(60_000);
  expect(consumer.asked).toBe(5);
});

it("does not ask for a picture that runs, however often it is resumed", () => {
  wait.resumed();
  consumer.emit("trace", { type: "keyframe" });
  wait.resumed();
  vi.advanceTimersByTime(60_000);
  expect(consumer.asked).toBe(0);
});

it("asks anew after a pause, and not in one", () => {
  wait.resumed();
  wait.paused();
  vi.advanceTimersByTime(60_000);
  expect(consumer.asked).toBe(0);
  wait.resumed();
  vi.advanceTimersByTime(1_000);
  expect(consumer.asked).toBe(1);
});

it("asks anew when the sender goes on after a pause of its own, unless the viewer does not look", () => {
  wait.resumed();
  consumer.emit("trace", { type: "keyframe" });
  consumer.emit("producerresume");
  vi.advanceTimersByTime(1_000);
  expect(consumer.asked).toBe(1);
  wait.paused();
  consumer.emit("producerresume");
  vi.advanceTimersByTime(60_000);
  expect(consumer.asked).toBe(1);
});

it("does not ask for what is closed", () => {
  wait.resumed();
  consumer.observer.emit("close");
  vi.advanceTimersByTime(60_000);
  expect(consumer.asked).toBe(0);
});
