// Opens MediaPipe's pose landmarker inside a worker: from our own server only, on the graphics processor where that is real.
import { PoseLandmarker } from "@mediapipe/tasks-vision";
import wasmLoaderUrl from "@mediapipe/tasks-vision/vision_wasm_module_internal.js?url";
import wasmBinaryUrl from "@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url";
import type { CameraFailure } from "./camera-status.ts";
import { readGraphicsDriver } from "./graphics-driver.ts";
import { chooseDelegate, chooseModel, type Delegate, drawsInSoftware } from "./graphics-rules.ts";
import type { EngineReport } from "./pose-worker-messages.ts";

export interface OpenLandmarker {
  readonly landmarker: PoseLandmarker;
  readonly engine: EngineReport;
}

/** A failure with the id the pages have words for. */
export class EstimatorFailure extends Error {
  readonly failure: CameraFailure;
  constructor(failure: CameraFailure, reason: string) {
    super(reason);
    this.failure = failure;
  }
}

/** `onContextLost`: the graphics driver gave up; nothing is estimated any more. Throws EstimatorFailure. */
export async function openLandmarker(
  low: boolean,
  modelsUrl: string,
  onContextLost: () => void,
): Promise<OpenLandmarker> {
  const beganMs = performance.now();
  const driver = readGraphicsDriver();
  // The estimator needs WebGL 2 on the processor too.
  if (driver === undefined) throw new EstimatorFailure("no_graphics", "no WebGL 2");
  const model = chooseModel(low, driver);
  const modelBytes = await fetchModel(`${modelsUrl}pose_landmarker_${model}.task`);
  const wanted = chooseDelegate(driver);
  let delegate = wanted;
  let gpuRefusal: string | undefined;
  let landmarker: PoseLandmarker;
  try {
    landmarker = await createLandmarker(modelBytes, wanted, onContextLost);
  } catch (error) {
    if (wanted === "CPU") throw new EstimatorFailure("estimator_failed", describe(error));
    gpuRefusal = describe(error);
    delegate = "CPU";
    landmarker = await createLandmarker(modelBytes, "CPU", onContextLost).catch((second) => {
      throw new EstimatorFailure("estimator_failed", describe(second));
    });
  }
  const openedInMs = performance.now() - beganMs;
  const software = drawsInSoftware(driver);
  return { landmarker, engine: { model, delegate, driver, drawsInSoftware: software, gpuRefusal, openedInMs } };
}

/** Also warms up: the first estimate compiles for up to three seconds, and shows whether this engine works at all. */
async function createLandmarker(modelBytes: Uint8Array, delegate: Delegate, onContextLost: () => void) {
  const canvas = new OffscreenCanvas(1, 1);
  canvas.addEventListener("webglcontextlost", onContextLost);
  const landmarker = await PoseLandmarker.createFromOptions(
    { wasmLoaderPath: absolute(wasmLoaderUrl), wasmBinaryPath: absolute(wasmBinaryUrl) },
    { baseOptions: { modelAssetBuffer: modelBytes.slice(), delegate }, canvas, runningMode: "VIDEO", numPoses: 1 },
  );
  const blank = new OffscreenCanvas(64, 48);
  blank.getContext("2d")?.fillRect(0, 0, 64, 48);
  const bitmap = blank.transferToImageBitmap();
  landmarker.detectForVideo(bitmap, 0);
  bitmap.close();
  return landmarker;
}

async function fetchModel(url: string): Promise<Uint8Array> {
  const answer = await fetch(url).catch((error) => {
    throw new EstimatorFailure("model_missing", describe(error));
  });
  if (!answer.ok) throw new EstimatorFailure("model_missing", `${answer.status} for ${new URL(url).pathname}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function absolute(url: string): string {
  return new URL(url, self.location.href).href;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
