// Which sizes of a picture are sent, and which of them a viewer asks for: no more than can be seen.
import type { FrameShare } from "@ensemble/shared/session/picture-share-rules.ts";

export interface LayerChoice {
  /** Of the place on the screen, in device pixels; infinite where all of it is wanted, however small the place. */
  readonly shownPixels: number;
  /** Of the largest layer, undefined when its sender did not say. */
  readonly widthPixels: number | undefined;
  readonly spatialLayers: number;
}

export interface SentLayer {
  readonly scaleResolutionDownBy: number;
  readonly maxBitrate: number;
  readonly scalabilityMode: "L1T3";
  readonly maxFramerate?: number;
}

/** Of a picture whose sender does not say. */
export const LIKELY_WIDTH_PIXELS = 960;
/** A picture may be stretched by a quarter before the next larger one is asked for. */
const STRETCH = 1.25;
const LOW_FRAMES_PER_SECOND = 12;

/** Each layer is half as wide as the next; the last is the whole picture. */
export function chooseLayer({ shownPixels, widthPixels = LIKELY_WIDTH_PIXELS, spatialLayers }: LayerChoice): number {
  let layer = spatialLayers - 1;
  while (layer > 0 && (widthPixels / 2 ** (spatialLayers - layer)) * STRETCH >= shownPixels) layer -= 1;
  return layer;
}

/**
 * Smallest first, as WebRTC orders simulcast streams; the last is the whole picture. Of a small picture Chromium sends only the first
 * ones of them, whatever it is asked for (kSimulcastFormats in simulcast.cc): two from 480 pixels on, three from 960. `low`: as little as can be.
 */
export function layersToSend(widthPixels: number, low: boolean): SentLayer[] {
  const sizes = widthPixels >= 960 ? 3 : widthPixels >= 480 ? 2 : 1;
  return Array.from({ length: sizes }, (_, index) => {
    const scaleResolutionDownBy = 2 ** (sizes - 1 - index);
    return {
      scaleResolutionDownBy,
      maxBitrate: bitrateFor(widthPixels / scaleResolutionDownBy),
      scalabilityMode: "L1T3",
      ...(low ? { maxFramerate: LOW_FRAMES_PER_SECOND } : {}),
    };
  });
}

/** The same layer with this part of its pictures a second, and as much less to say with them. `cameraHz`: as the camera gives them. */
export function thinLayer(
  layer: SentLayer,
  frames: FrameShare,
  cameraHz: number,
): Pick<SentLayer, "maxBitrate" | "maxFramerate"> {
  const { maxBitrate, maxFramerate } = layer;
  if (frames === 1) return maxFramerate === undefined ? { maxBitrate } : { maxBitrate, maxFramerate };
  const most = Math.min(maxFramerate ?? cameraHz, cameraHz);
  return { maxBitrate: Math.round(maxBitrate * frames), maxFramerate: Math.max(1, most * frames) };
}

function bitrateFor(widthPixels: number): number {
  return widthPixels >= 960 ? 1_500_000 : widthPixels >= 480 ? 500_000 : widthPixels >= 320 ? 300_000 : 150_000;
}
