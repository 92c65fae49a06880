// Starts the worker that estimates bodies. It loads its model and warms up at once: neither needs a picture.
import type { ToPoseWorker } from "./pose-worker-messages.ts";

export function startPoseWorker(low: boolean): Worker {
  const worker = new Worker(new URL("./pose.worker.ts", import.meta.url), { type: "module", name: "pose" });
  const opening: ToPoseWorker = {
    kind: "open",
    low,
    modelsUrl: new URL("/models/", location.origin).href,
    pageOriginMs: performance.timeOrigin,
  };
  worker.postMessage(opening);
  return worker;
}
