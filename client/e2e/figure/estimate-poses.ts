// The shipped pose models on a film in a real browser: every frame once and in order, as fast as the model goes.
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { findPlaces } from "../../../scripts/setup/directories.mjs";
import { launchBrowser } from "../support/launch-browser.ts";

export type PoseModel = "lite" | "full";
/** Lists of 33 × (x, y, z) and of 33 visibilities as the model gives them; null where it saw nobody. */
export type SeenPose = { world: number[]; image: number[]; visibility: number[] } | null;

export interface Film {
  y4mPath: string;
  framesPerSecond: number;
  frameCount: number;
}

export interface PoseEstimator {
  estimate(film: Film, model: PoseModel): Promise<SeenPose[]>;
  close(): Promise<void>;
}

export async function openPoseEstimator(): Promise<PoseEstimator> {
  let readFrame = (_: number): Uint8Array => new Uint8Array();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      const [type, body] = answer(path, readFrame);
      response.writeHead(200, { "content-type": type });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  return {
    async estimate({ y4mPath, framesPerSecond, frameCount }, model) {
      const frames = openFrames(y4mPath);
      readFrame = frames.read;
      // A page of its own for each film: the model follows a person from frame to frame.
      const page = await browser.newPage();
      try {
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?${model}`);
        await page.waitForFunction("window.estimateFrame !== undefined", undefined, { timeout: 60_000 });
        const seen: SeenPose[] = [];
        for (let i = 0; i < frameCount; i++)
          seen.push(await page.evaluate(`estimateFrame(${i}, ${(i * 1000) / framesPerSecond})`));
        return seen;
      } finally {
        await page.close();
        frames.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const MODELS = findPlaces(join(import.meta.dirname, "../../..")).modelsDirectory;
const VISION = dirname(createRequire(import.meta.url).resolve("@mediapipe/tasks-vision"));

function answer(path: string, readFrame: (index: number) => Uint8Array): [string, Uint8Array | string] {
  if (path === "/") return ["text/html", PAGE];
  if (path.startsWith("/model/"))
    return ["application/octet-stream", readFileSync(join(MODELS, `pose_landmarker_${path.slice(7)}.task`))];
  if (path.startsWith("/frame/")) return ["application/octet-stream", readFrame(Number(path.slice(7)))];
  return [path.endsWith(".wasm") ? "application/wasm" : "text/javascript", readFileSync(join(VISION, path))];
}

const PAGE = `<!doctype html><script type="module">
import { FilesetResolver, PoseLandmarker } from "/vision_bundle.mjs";
const files = await FilesetResolver.forVisionTasks("/wasm");
const landmarker = await PoseLandmarker.createFromOptions(files, {
  baseOptions: { modelAssetPath: "/model/" + location.search.slice(1), delegate: "CPU" }, runningMode: "VIDEO", numPoses: 1,
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
