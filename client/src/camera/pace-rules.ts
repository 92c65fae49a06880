// How often a body is estimated: as often as wanted, less where the device needs long, so that the page stays usable. Pure.

/** Part of the time the estimator may be busy; above it, fans start and the page stutters (project assumption). */
const BUSY_SHARE = 0.7;
/** Below this the referee sees too little of fast movements. */
export const LOWEST_POSE_HZ = 12;
const SMOOTHING = 0.1;
/** The referee refuses bodies closer together than 12 ms: no camera is that fast. */
const LEAST_GAP_MS = 15;
/** The pace follows only when it would change by more than this, so that it does not jitter. */
const HYSTERESIS = 0.15;

export interface Pace {
  wantedHz: number;
  /** What the device carries now. */
  hz: number;
  inferenceMs: number;
  /** When the next frame is due, capture time. */
  dueMs: number;
  lastTakenMs: number;
}

export function createPace(wantedHz: number): Pace {
  return {
    wantedHz,
    hz: wantedHz,
    inferenceMs: 0,
    dueMs: Number.NEGATIVE_INFINITY,
    lastTakenMs: Number.NEGATIVE_INFINITY,
  };
}

export function changeWantedHz(pace: Pace, wantedHz: number): void {
  pace.wantedHz = wantedHz;
  pace.hz = carriedHz(pace);
}

/** Whether this frame is to be estimated. Capture times jitter: a frame up to a quarter of an interval early is taken. Changes `pace`. */
export function takesFrame(pace: Pace, capturedMs: number): boolean {
  const intervalMs = 1000 / pace.hz;
  if (capturedMs < pace.dueMs - intervalMs / 4 || capturedMs < pace.lastTakenMs + LEAST_GAP_MS) return false;
  // After a gap the rhythm starts anew instead of catching up.
  const late = capturedMs > pace.dueMs + intervalMs;
  pace.lastTakenMs = capturedMs;
  pace.dueMs = (late ? capturedMs : pace.dueMs) + intervalMs;
  return true;
}

/** Learns from the time one estimate took. Changes `pace`. */
export function noteInference(pace: Pace, inferenceMs: number): void {
  pace.inferenceMs =
    pace.inferenceMs === 0 ? inferenceMs : pace.inferenceMs + SMOOTHING * (inferenceMs - pace.inferenceMs);
  const carried = carriedHz(pace);
  const atAnEnd = carried === pace.wantedHz || carried === LOWEST_POSE_HZ;
  if (Math.abs(carried - pace.hz) > HYSTERESIS * pace.hz || atAnEnd) pace.hz = carried;
}

function carriedHz(pace: Pace): number {
  if (pace.inferenceMs === 0) return pace.wantedHz;
  const possible = (BUSY_SHARE * 1000) / pace.inferenceMs;
  return Math.min(pace.wantedHz, Math.max(LOWEST_POSE_HZ, possible));
}
