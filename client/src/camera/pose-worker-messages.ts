// What page and pose worker say to each other. The worker takes pictures and gives bodies on the storage grid; both ends transfer, nothing is copied.
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { CameraFailure } from "./camera-status.ts";
import type { Delegate, EstimatorModel } from "./graphics-rules.ts";
import type { Light } from "./light-rules.ts";

export type ToPoseWorker =
  | {
      readonly kind: "open";
      readonly low: boolean;
      /** Folder of the models, absolute address ending in a slash. */
      readonly modelsUrl: string;
      /** The page's `performance.timeOrigin`: capture times are given on the page's clock. */
      readonly pageOriginMs: number;
    }
  /** Every picture of a camera, straight from the browser; replaces the stream before. */
  | { readonly kind: "stream"; readonly pictures: ReadableStream<VideoFrame> }
  /** One picture, where the browser gives no stream; `capturedMs` on the page's clock. */
  | { readonly kind: "picture"; readonly picture: ImageBitmap; readonly capturedMs: number }
  | { readonly kind: "pace"; readonly poseHz: number };

export interface EngineReport {
  readonly model: EstimatorModel;
  readonly delegate: Delegate;
  /** Name of the graphics driver, for diagnosis; browsers may hide it. */
  readonly driver: string;
  readonly drawsInSoftware: boolean;
  /** Why the graphics processor was not used though it seemed to be there. */
  readonly gpuRefusal: string | undefined;
  readonly openedInMs: number;
}

export interface SeenPose {
  readonly frame: PoseFrame;
  readonly model: EstimatorModel;
  readonly drawsInSoftware: boolean;
  readonly inferenceMs: number;
  /** Measured about once a second. */
  readonly light: Light | undefined;
  /** Estimates a second the device carries now. */
  readonly carriedHz: number;
}

export type FromPoseWorker =
  | { readonly kind: "ready"; readonly engine: EngineReport }
  | { readonly kind: "pose"; readonly seen: SeenPose }
  /** A single picture has been dealt with: the next may be sent. */
  | { readonly kind: "free" }
  | { readonly kind: "failed"; readonly failure: CameraFailure; readonly reason: string };
