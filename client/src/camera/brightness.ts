// How light the picture is, from a thumbnail: enough to say "too dark", or "the light is behind you", in words.
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { type Light, measureLight } from "./light-rules.ts";

/** So fine that a face at three metres is still some points. */
const WIDTH = 96;
const HEIGHT = 72;
const LIGHT_INTERVAL_MS = 1_000;

/** Mean luma 0…1 of RGBA bytes (weights of ITU-R BT.709). */
export function meanBrightness(rgba: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i + 3 < rgba.length; i += 4) {
    sum += 0.2126 * (rgba[i] ?? 0) + 0.7152 * (rgba[i + 1] ?? 0) + 0.0722 * (rgba[i + 2] ?? 0);
  }
  return rgba.length < 4 ? 0 : sum / 255 / Math.floor(rgba.length / 4);
}

/** Measures a picture and the body in it at most once a second; `undefined` in between. Needs OffscreenCanvas: it runs in the worker. */
export function createLightMeter(): (picture: CanvasImageSource, frame: PoseFrame) => Light | undefined {
  const context = new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d", { willReadFrequently: true });
  let nextMs = Number.NEGATIVE_INFINITY;
  return (picture, frame) => {
    if (context === null || frame.atMs < nextMs) return undefined;
    nextMs = frame.atMs + LIGHT_INTERVAL_MS;
    context.drawImage(picture, 0, 0, WIDTH, HEIGHT);
    return measureLight(context.getImageData(0, 0, WIDTH, HEIGHT).data, WIDTH, HEIGHT, frame);
  };
}
