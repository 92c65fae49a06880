// Which sizes of a picture are sent, and which of them a viewer asks for: no more than can be seen.

export interface LayerChoice {
  /** Of the place on the screen, in device pixels. */
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

const LIKELY_WIDTH_PIXELS = 960;
/** A picture may be stretched by a quarter before the next larger one is asked for. */
const STRETCH = 1.25;
const LOW_FRAMES_PER_SECOND = 12;

/** Each layer is half as wide as the next; the last is the whole picture. */
export function chooseLayer({ shownPixels, widthPixels = LIKELY_WIDTH_PIXELS, spatialLayers }: LayerChoice): number {
  let layer = spatialLayers - 1;
  while (layer > 0 && (widthPixels / 2 ** (spatialLayers - layer)) * STRETCH >= shownPixels) layer -= 1;
  return layer;
}

/** `low`: of a camera that gives a small picture. Smallest first, as WebRTC orders simulcast streams. */
export function layersToSend(low: boolean): SentLayer[] {
  if (low)
    return [
      { scaleResolutionDownBy: 2, maxBitrate: 100_000, scalabilityMode: "L1T3", maxFramerate: LOW_FRAMES_PER_SECOND },
      { scaleResolutionDownBy: 1, maxBitrate: 300_000, scalabilityMode: "L1T3", maxFramerate: LOW_FRAMES_PER_SECOND },
    ];
  return [
    { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: "L1T3" },
    { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: "L1T3" },
    { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: "L1T3" },
  ];
}
