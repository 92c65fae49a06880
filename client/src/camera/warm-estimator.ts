// The pose worker before there is a camera: loading model and engine takes seconds, so it begins while a person still reads the page before.
// One is kept, for whoever opens a camera next; it is given back when nobody does.
import type { EngineReport, FromPoseWorker } from "./pose-worker-messages.ts";
import { startPoseWorker } from "./start-pose-worker.ts";

export interface WarmWorker {
  readonly worker: Worker;
  /** Undefined while it is still loading: it says "ready" later. */
  readonly engine: EngineReport | undefined;
}

interface Kept {
  readonly worker: Worker;
  readonly low: boolean;
  engine: EngineReport | undefined;
}

/** Model and engine hold some 150 MB: a page that was left open does not keep them. */
const UNUSED_FOR_MS = 5 * 60_000;

let kept: Kept | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Cameras that are looked through: a second estimator beside theirs would only take its time. */
let inUse = 0;
/** What failed once is left to the camera, which tells the person why and tries again when asked. */
let failed = false;

/** Starts one unless it is there, and keeps it for a while more. Never throws. */
export function warmEstimator(low: boolean): void {
  if (failed || inUse > 0) return;
  if (kept?.low !== low) {
    coolEstimator();
    kept = start(low);
  }
  clearTimeout(timer);
  timer = setTimeout(coolEstimator, UNUSED_FOR_MS);
}

/** Whoever takes it owns it, listens to it, ends it and says so. Undefined when there is none of this kind: then they start their own. */
export function takeWarmWorker(low: boolean): WarmWorker | undefined {
  inUse += 1;
  const taken = kept;
  if (taken?.low !== low) {
    // Another model is wanted: two would only take each other's memory.
    coolEstimator();
    return undefined;
  }
  kept = undefined;
  clearTimeout(timer);
  taken.worker.onmessage = null;
  taken.worker.onerror = null;
  return taken;
}

/** The worker that was taken, or started instead, has ended. */
export function leaveWorker(): void {
  inUse -= 1;
}

export function coolEstimator(): void {
  clearTimeout(timer);
  kept?.worker.terminate();
  kept = undefined;
}

function start(low: boolean): Kept | undefined {
  try {
    const begun: Kept = { worker: startPoseWorker(low), low, engine: undefined };
    begun.worker.onmessage = ({ data: message }: MessageEvent<FromPoseWorker>) => {
      if (message.kind === "ready") begun.engine = message.engine;
      else if (message.kind === "failed") giveUp(message.reason);
    };
    begun.worker.onerror = (event) => giveUp(event.message);
    return begun;
  } catch (problem) {
    giveUp(problem);
    return undefined;
  }
}

function giveUp(reason: unknown): void {
  console.warn("the estimator could not be warmed", reason);
  failed = true;
  coolEstimator();
}
