// What the real pose model makes of a figure video: how often it sees somebody, how far its knee angles are off, and what the referee counts.
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import { createBodyPoints, readBodyPoints } from "@ensemble/shared/movement/body-points.ts";
import { createClinicalAngles, readClinicalAngles } from "@ensemble/shared/movement/clinical-angles.ts";
import { angleIndex } from "@ensemble/shared/movement/motion.ts";
import { createPoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type RepetitionFact,
} from "@ensemble/shared/movement/referee.ts";
import { findPlaces } from "../../../scripts/setup/directories.mjs";
import { launchBrowser } from "../support/launch-browser.ts";
import type { FigureVideo } from "./render-figure-video.ts";

export interface FigureMeasurement {
  /** Of all frames, 0…1. */
  detectedShare: number;
  /** Over all frames with somebody in them: median of |measured − true| knee flexion, each side, degrees. */
  frameErrorDegrees: { left: number; right: number };
  /** Highest knee flexion of each repetition as the referee gives it, minus the true one. */
  peakErrorsDegrees: readonly number[];
  counted: number;
}

type SeenFrame = { world: number[]; image: number[]; visibility: number[] } | null;

export async function measureFigure(
  video: FigureVideo,
  exercise: TrackedExercise,
  model: "lite" | "full",
): Promise<FigureMeasurement> {
  const seen = await estimate(video, model);
  const { truth } = video;
  const errors: Record<"left" | "right", number[]> = { left: [], right: [] };
  const frame = createPoseFrame();
  const [points, angles] = [createBodyPoints(), createClinicalAngles()];
  const referee = createReferee(movementRuleOf(exercise), { side: "both" });
  const repetitions: RepetitionFact[] = [];
  seen.forEach((pose, i) => {
    const atMs = (i * 1000) / truth.framesPerSecond;
    const nobody = { world: undefined, image: undefined, visibility: undefined };
    snapToGrid({ atMs, source: "camera", aspect: 4 / 3, ...(pose ?? nobody) }, frame);
    for (const fact of advanceReferee(referee, frame)) if (fact.kind === "repetition") repetitions.push(fact);
    if (pose === null) return;
    readBodyPoints(frame, points);
    readClinicalAngles(points, angles);
    for (const side of ["left", "right"] as const)
      errors[side].push(Math.abs(angles.degrees[angleIndex("kneeFlexion", side)]! - truth.kneeFlexionDegrees[i]!));
  });
  for (const fact of finishReferee(referee)) if (fact.kind === "repetition") repetitions.push(fact);
  return {
    detectedShare: seen.filter((pose) => pose !== null).length / seen.length,
    frameErrorDegrees: { left: median(errors.left), right: median(errors.right) },
    peakErrorsDegrees: repetitions.map(
      (fact) => fact.rangeDegrees.maximum - nearestPeak(video, (fact.startMs + fact.endMs) / 2),
    ),
    counted: repetitions.length,
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function nearestPeak({ truth }: FigureVideo, atMs: number): number {
  const distance = (repetition: { startMs: number; endMs: number }) =>
    Math.abs((repetition.startMs + repetition.endMs) / 2 - atMs);
  return truth.repetitions.reduce((a, b) => (distance(b) < distance(a) ? b : a)).peakDegrees;
}

// Every frame once and in order, as fast as the model goes: no fake camera that drops some.
async function estimate(video: FigureVideo, model: "lite" | "full"): Promise<SeenFrame[]> {
  const frames = openFrames(video.y4mPath);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      const [type, body] = answer(path, model, frames.read);
      response.writeHead(200, { "content-type": type });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("window.estimateFrame !== undefined", undefined, { timeout: 60_000 });
    const seen: SeenFrame[] = [];
    const { framesPerSecond, frameCount } = video.truth;
    for (let i = 0; i < frameCount; i++)
      seen.push(await page.evaluate(`estimateFrame(${i}, ${(i * 1000) / framesPerSecond})`));
    return seen;
  } finally {
    await browser.close();
    server.close();
    frames.close();
  }
}

const MODELS = findPlaces(join(import.meta.dirname, "../../..")).modelsDirectory;
const VISION = dirname(createRequire(import.meta.url).resolve("@mediapipe/tasks-vision"));

function answer(path: string, model: string, readFrame: (index: number) => Uint8Array): [string, Uint8Array | string] {
  if (path === "/") return ["text/html", PAGE];
  if (path === "/model.task")
    return ["application/octet-stream", readFileSync(join(MODELS, `pose_landmarker_${model}.task`))];
  if (path.startsWith("/frame/")) return ["application/octet-stream", readFrame(Number(path.slice(7)))];
  return [path.endsWith(".wasm") ? "application/wasm" : "text/javascript", readFileSync(join(VISION, path))];
}

const PAGE = `<!doctype html><script type="module">
import { FilesetResolver, PoseLandmarker } from "/vision_bundle.mjs";
const files = await FilesetResolver.forVisionTasks("/wasm");
const landmarker = await PoseLandmarker.createFromOptions(files, {
  baseOptions: { modelAssetPath: "/model.task", delegate: "CPU" }, runningMode: "VIDEO", numPoses: 1,
});
const flat = (points) => points.flatMap(({ x, y, z }) => [x, y, z]);
window.estimateFrame = async (index, atMs) => {
  const bytes = new Uint8Array(await (await fetch("/frame/" + index)).arrayBuffer());
  const [width, height] = new Uint16Array(bytes.buffer, 0, 2);
  const picture = new VideoFrame(bytes.subarray(4), { format: "I420", codedWidth: width, codedHeight: height, timestamp: 0 });
  const bitmap = await createImageBitmap(picture);
  picture.close();
  const { landmarks, worldLandmarks } = landmarker.detectForVideo(bitmap, atMs + 1);
  bitmap.close();
  if (landmarks.length === 0) return null;
  return { world: flat(worldLandmarks[0]), image: flat(landmarks[0]), visibility: landmarks[0].map((point) => point.visibility) };
};
</script>`;

/** Frames with width and height (two bytes each) before the planes. */
function openFrames(path: string) {
  const file = openSync(path, "r");
  const start = Buffer.alloc(128);
  readSync(file, start, 0, start.length, 0);
  const headerBytes = start.indexOf("\n") + 1;
  const [, width, height] = /W(\d+) H(\d+)/.exec(start.toString("latin1"))!.map(Number) as [number, number, number];
  const planes = (width * height * 3) / 2;
  return {
    read: (index: number): Uint8Array => {
      const bytes = Buffer.alloc(4 + planes);
      bytes.writeUInt16LE(width, 0);
      bytes.writeUInt16LE(height, 2);
      const at = headerBytes + index * (planes + 6) + 6;
      if (readSync(file, bytes, 4, planes, at) !== planes) throw new Error(`no frame ${index}`);
      return bytes;
    },
    close: () => closeSync(file),
  };
}
