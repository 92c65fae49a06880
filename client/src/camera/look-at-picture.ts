// Looks at the own picture for some seconds, as thumbnails: is it one at all. Nothing is kept.
import { meanBrightness } from "./brightness.ts";
import { differenceOf, type PictureSeen } from "./picture-check-rules.ts";

const WIDTH = 64;
const HEIGHT = 48;
const LOOK_EVERY_MS = 250;
const LOOKS = 10;

/** Calls `onSeen` once, after some looks; undefined when there was no picture in any of them. Returns the way to stop. */
export function lookAtPicture(video: HTMLVideoElement, onSeen: (seen: PictureSeen | undefined) => void): () => void {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let looks = 0;
  let before: Uint8ClampedArray | undefined;
  let brightness = 0;
  let moves = false;
  let begun: { readonly frames: number; readonly atMs: number } | undefined;

  const look = () => {
    looks += 1;
    if (context !== null && video.videoWidth > 0) {
      begun ??= { frames: framesOf(video), atMs: performance.now() };
      context.drawImage(video, 0, 0, WIDTH, HEIGHT);
      const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
      brightness = Math.max(brightness, meanBrightness(data));
      moves ||= before !== undefined && differenceOf(before, data) > 0;
      before = data;
    }
    if (looks < LOOKS) return;
    clearInterval(timer);
    if (begun === undefined) return onSeen(undefined);
    const frames = framesOf(video) - begun.frames;
    const seconds = (performance.now() - begun.atMs) / 1_000;
    onSeen({
      widthPixels: video.videoWidth,
      heightPixels: video.videoHeight,
      framesPerSecond: frames > 0 && seconds > 0 ? frames / seconds : undefined,
      brightness,
      moves,
    });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

function framesOf(video: HTMLVideoElement): number {
  return video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
}
