import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CameraStatus, MicrophoneStatus } from "./camera-status.ts";
import { createOpenAfterSleep } from "./open-after-sleep.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function laptop(status: CameraStatus, microphone: MicrophoneStatus = "running") {
  const camera = { opened: 0, lastPictureMs: 0 };
  const waking = createOpenAfterSleep({
    status: () => status,
    microphone: () => microphone,
    lastPictureMs: () => camera.lastPictureMs,
    nowMs: () => performance.now() + 1,
    open: () => {
      camera.opened += 1;
    },
  });
  return { camera, ...waking };
}

it.each(["device_lost", "in_use", "no_picture"] as const)(
  "opens a camera again that is lost to the sleep: %s",
  (status) => {
    const { camera, wake } = laptop(status);
    wake();
    expect(camera.opened).toBe(1);
  },
);

it("opens a lost microphone again, and asks for none that was never there", () => {
  for (const [microphone, opened] of [
    ["device_lost", 1],
    ["no_device", 0],
  ] as const) {
    const { camera, wake } = laptop("running", microphone);
    wake();
    expect(camera.opened).toBe(opened);
  }
});

it("does not ask again for what was refused", () => {
  const { camera, wake } = laptop("no_permission", "no_permission");
  wake();
  vi.advanceTimersByTime(60_000);
  expect(camera.opened).toBe(0);
});

it("opens a camera again that says it runs and gives no picture, once, and leaves one that does", () => {
  const still = laptop("running");
  still.wake();
  still.wake();
  vi.advanceTimersByTime(60_000);
  expect(still.camera.opened).toBe(1);
  const well = laptop("running");
  well.wake();
  vi.advanceTimersByTime(2_000);
  well.camera.lastPictureMs = performance.now() + 1;
  vi.advanceTimersByTime(60_000);
  expect(well.camera.opened).toBe(0);
});

it("opens nothing after the camera was closed", () => {
  const { camera, wake, stop } = laptop("running");
  wake();
  stop();
  vi.advanceTimersByTime(60_000);
  expect(camera.opened).toBe(0);
});
