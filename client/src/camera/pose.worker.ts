// Estimates bodies away from the page's thread, so that drawing never makes it miss a picture. The newest picture wins: nothing is queued,
// and every body carries the time its picture was taken.
import { createPoseFrame, type PoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import type { PoseLandmarkerResult } from "@mediapipe/tasks-vision";
import { createLightMeter } from "./brightness.ts";
import { captureTime, createCaptureClock } from "./capture-clock-rules.ts";
import { flattenPoints, flattenVisibility } from "./flatten-landmarks.ts";
import { EstimatorFailure, openLandmarker } from "./open-landmarker.ts";
import { changeWantedHz, createPace, noteInference, takesFrame } from "./pace-rules.ts";
import type { FromPoseWorker, ToPoseWorker } from "./pose-worker-messages.ts";

type Opening = Extract<ToPoseWorker, { kind: "open" }>;

const pace = createPace(30);
const NOBODY = new Uint8Array(33);
let pageOriginMs = performance.timeOrigin;
let estimate: ((picture: ImageBitmap | VideoFrame, capturedMs: number) => void) | undefined;
let present: ReadableStreamDefaultReader<VideoFrame> | undefined;
let lastEstimatedMs = 0;

self.onmessage = (event: MessageEvent<ToPoseWorker>) => {
  const message = event.data;
  if (message.kind === "open") void open(message);
  else if (message.kind === "pace") changeWantedHz(pace, message.poseHz);
  else if (message.kind === "stream") {
    readStream(message.pictures).catch((error: unknown) => fail("picture_failed", String(error)));
  } else {
    takePicture(message.picture, message.capturedMs);
    message.picture.close();
    say({ kind: "free" });
  }
};

async function open(opening: Opening): Promise<void> {
  pageOriginMs = opening.pageOriginMs;
  try {
    const { landmarker, engine } = await openLandmarker(opening.low, opening.modelsUrl, () =>
      fail("no_graphics", "the graphics context was lost"),
    );
    const lightOf = createLightMeter();
    estimate = (picture, capturedMs) => {
      const beganMs = performance.now();
      const result = landmarker.detectForVideo(picture, capturedMs);
      const inferenceMs = performance.now() - beganMs;
      noteInference(pace, inferenceMs);
      const frame = asFrame(result, capturedMs, aspectOf(picture));
      const light = lightOf(picture, frame);
      const { model, drawsInSoftware } = engine;
      const seen = { frame, model, drawsInSoftware, inferenceMs, light, carriedHz: pace.hz };
      say({ kind: "pose", seen }, [
        frame.world.buffer,
        frame.image.buffer,
        frame.visibility.buffer,
        frame.emulated.buffer,
      ] as Transferable[]);
    };
    say({ kind: "ready", engine });
  } catch (error) {
    if (error instanceof EstimatorFailure) fail(error.failure, error.message);
    else fail("estimator_failed", String(error));
  }
}

/** The browser's stream keeps one picture only: what came while the last one was estimated is replaced by the newest. */
async function readStream(pictures: ReadableStream<VideoFrame>): Promise<void> {
  const clock = createCaptureClock();
  const reader = pictures.getReader();
  void present?.cancel();
  present = reader;
  for (;;) {
    const { value: picture, done } = await reader.read();
    if (done) return;
    const arrivedMs = performance.now() + performance.timeOrigin - pageOriginMs;
    takePicture(picture, captureTime(clock, picture.timestamp / 1000, arrivedMs));
    picture.close();
  }
}

function takePicture(picture: ImageBitmap | VideoFrame, capturedMs: number): void {
  // The estimator demands increasing times; another camera may be a little behind the one before.
  if (estimate === undefined || capturedMs <= lastEstimatedMs || !takesFrame(pace, capturedMs)) return;
  lastEstimatedMs = capturedMs;
  try {
    estimate(picture, capturedMs);
  } catch (error) {
    estimate = undefined;
    fail("estimator_failed", error instanceof Error ? error.message : String(error));
  }
}

function asFrame(result: PoseLandmarkerResult, atMs: number, aspect: number): PoseFrame {
  const image = result.landmarks[0];
  const world = result.worldLandmarks[0];
  const frame = createPoseFrame();
  const seen = image !== undefined && world !== undefined;
  return snapToGrid(
    {
      atMs,
      source: "camera",
      // As it travels: the prediction must see what the referee sees.
      aspect: Math.round(aspect * 1000) / 1000,
      world: seen ? flattenPoints(world) : undefined,
      image: seen ? flattenPoints(image) : undefined,
      visibility: seen ? flattenVisibility(image) : NOBODY,
    },
    frame,
  );
}

function aspectOf(picture: ImageBitmap | VideoFrame): number {
  return picture instanceof VideoFrame ? picture.displayWidth / picture.displayHeight : picture.width / picture.height;
}

function fail(failure: EstimatorFailure["failure"], reason: string): void {
  say({ kind: "failed", failure, reason });
}

function say(message: FromPoseWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
