// The page's end of the pose worker: pictures of a track go in, bodies come out. A failed estimator is closed; opening a new one is a new try.
import { type CameraFailure, isCameraFailure } from "./camera-status.ts";
import type { EngineReport, FromPoseWorker, SeenPose, ToPoseWorker } from "./pose-worker-messages.ts";
import { startPoseWorker } from "./start-pose-worker.ts";
import { trackPictures } from "./track-pictures.ts";
import { leaveWorker, takeWarmWorker } from "./warm-estimator.ts";
import { watchPictures } from "./watch-pictures.ts";

export interface EstimatorOptions {
  readonly low: boolean;
  readonly poseHz: number;
  readonly onReady: (engine: EngineReport) => void;
  readonly onSeen: (seen: SeenPose) => void;
  readonly onFailed: (failure: CameraFailure, reason: string) => void;
}

export interface PoseEstimator {
  /** Looks at this picture from now on. `video` shows the same track; it is used where the browser gives no stream of pictures. */
  readonly watch: (track: MediaStreamTrack, video: HTMLVideoElement) => void;
  readonly setPoseHz: (poseHz: number) => void;
  readonly dispose: () => void;
}

export function openPoseEstimator(options: EstimatorOptions): PoseEstimator {
  const warm = takeWarmWorker(options.low);
  const worker = warm?.worker ?? startPoseWorker(options.low);
  let disposed = false;
  let stopWatching: (() => void) | undefined;
  let free = true;
  const say = (message: ToPoseWorker, transfer: Transferable[] = []) => worker.postMessage(message, { transfer });

  worker.onmessage = ({ data: message }: MessageEvent<FromPoseWorker>) => {
    if (message.kind === "ready") options.onReady(message.engine);
    else if (message.kind === "pose") options.onSeen(message.seen);
    else if (message.kind === "free") free = true;
    else options.onFailed(isCameraFailure(message.failure) ? message.failure : "estimator_failed", message.reason);
  };
  worker.onerror = (event) => options.onFailed("estimator_failed", event.message || "the worker did not load");

  say({ kind: "pace", poseHz: options.poseHz });
  const engine = warm?.engine;
  // Later, as from a worker that has just loaded: whoever opens it does not hold it yet.
  if (engine !== undefined) queueMicrotask(() => !disposed && options.onReady(engine));

  return {
    watch(track, video) {
      stopWatching?.();
      stopWatching = undefined;
      const pictures = trackPictures(track);
      if (pictures !== undefined) say({ kind: "stream", pictures }, [pictures as unknown as Transferable]);
      else {
        const send = (picture: ImageBitmap, capturedMs: number) => {
          free = false;
          say({ kind: "picture", picture, capturedMs }, [picture]);
        };
        stopWatching = watchPictures(video, () => free, send);
      }
    },
    setPoseHz: (poseHz) => say({ kind: "pace", poseHz }),
    dispose() {
      if (disposed) return;
      disposed = true;
      stopWatching?.();
      worker.terminate();
      leaveWorker();
    },
  };
}
