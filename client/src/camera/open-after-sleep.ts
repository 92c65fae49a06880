// What a computer's sleep has taken from the camera is opened again when it wakes. No question is asked for it, as for a camera that is
// plugged in again; refused ones stay refused.
import type { CameraStatus, MicrophoneStatus } from "./camera-status.ts";

export interface OpenAfterSleep {
  readonly wake: () => void;
  readonly stop: () => void;
}

/** A camera that works again has given a picture by then; some stand still without saying so. */
const PICTURE_WITHIN_MS = 5_000;
const LOST: readonly CameraStatus[] = ["device_lost", "in_use", "no_device", "no_picture"];

export function createOpenAfterSleep(camera: {
  readonly status: () => CameraStatus;
  readonly microphone: () => MicrophoneStatus;
  /** When the newest estimated picture was taken, on the clock of `nowMs`. */
  readonly lastPictureMs: () => number | undefined;
  readonly nowMs: () => number;
  readonly open: () => void;
}): OpenAfterSleep {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    wake: () => {
      clearTimeout(timer);
      if (LOST.includes(camera.status()) || camera.microphone() === "device_lost") {
        camera.open();
        return;
      }
      const wokeAtMs = camera.nowMs();
      timer = setTimeout(() => {
        if (camera.status() === "running" && (camera.lastPictureMs() ?? 0) < wokeAtMs) camera.open();
      }, PICTURE_WITHIN_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
