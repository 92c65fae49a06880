// When a frame was taken, on the page's clock. Frames carry the camera's own clock; the smallest delay seen tells how the two clocks lie. Pure.

/** The offset is learnt again in windows of this length, because clocks drift (about 1 ms a minute). */
const WINDOW_MS = 10_000;
/** A camera clock that jumps this far has been started anew. */
const JUMP_MS = 1_000;

export interface CaptureClock {
  /** Page time − camera time of the promptest frame. */
  offsetMs: number;
  nextOffsetMs: number;
  windowEndsMs: number;
  lastCameraMs: number;
  lastMs: number;
}

export function createCaptureClock(): CaptureClock {
  return {
    offsetMs: Number.POSITIVE_INFINITY,
    nextOffsetMs: Number.POSITIVE_INFINITY,
    windowEndsMs: Number.NEGATIVE_INFINITY,
    lastCameraMs: Number.NaN,
    lastMs: Number.NEGATIVE_INFINITY,
  };
}

/**
 * Capture time in whole milliseconds of the page's clock, strictly increasing; never later than the arrival except to stay increasing.
 * Changes `clock`.
 */
export function captureTime(clock: CaptureClock, cameraMs: number, arrivedMs: number): number {
  const seen = arrivedMs - cameraMs;
  if (Math.abs(cameraMs - clock.lastCameraMs) > JUMP_MS || cameraMs < clock.lastCameraMs) restart(clock, arrivedMs);
  clock.lastCameraMs = cameraMs;
  if (arrivedMs >= clock.windowEndsMs) {
    clock.offsetMs = Math.min(clock.nextOffsetMs, seen);
    clock.nextOffsetMs = Number.POSITIVE_INFINITY;
    clock.windowEndsMs = arrivedMs + WINDOW_MS;
  }
  clock.offsetMs = Math.min(clock.offsetMs, seen);
  clock.nextOffsetMs = Math.min(clock.nextOffsetMs, seen);
  clock.lastMs = Math.max(clock.lastMs + 1, Math.round(cameraMs + clock.offsetMs));
  return clock.lastMs;
}

function restart(clock: CaptureClock, arrivedMs: number): void {
  clock.offsetMs = Number.POSITIVE_INFINITY;
  clock.nextOffsetMs = Number.POSITIVE_INFINITY;
  clock.windowEndsMs = arrivedMs;
}
