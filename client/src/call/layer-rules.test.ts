import fc from "fast-check";
import { expect, it } from "vitest";
import { chooseLayer, layersToSend, thinLayer } from "./layer-rules.ts";

it("asks for the smallest picture that fills its place without being stretched by more than a quarter", () => {
  const layerAt = (shownPixels: number) => chooseLayer({ shownPixels, widthPixels: 960, spatialLayers: 3 });
  expect([120, 240, 300, 301, 480, 600, 601, 960, 4_000].map(layerAt)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
});

it("takes all there is where that is wanted, however small the place", () => {
  for (const spatialLayers of [1, 2, 3])
    for (const widthPixels of [320, 960, 7_680, undefined])
      expect(chooseLayer({ shownPixels: Number.POSITIVE_INFINITY, widthPixels, spatialLayers })).toBe(
        spatialLayers - 1,
      );
});

it("takes the only picture there is", () => {
  expect(chooseLayer({ shownPixels: 50, widthPixels: 320, spatialLayers: 1 })).toBe(0);
});

it("never asks for a smaller picture because the place has grown", () => {
  const pixels = fc.integer({ min: 1, max: 4_000 });
  fc.assert(
    fc.property(pixels, pixels, pixels, fc.integer({ min: 1, max: 3 }), (one, other, widthPixels, spatialLayers) => {
      const at = (shownPixels: number) => chooseLayer({ shownPixels, widthPixels, spatialLayers });
      expect(at(Math.max(one, other))).toBeGreaterThanOrEqual(at(Math.min(one, other)));
      expect(at(one)).toBeLessThan(spatialLayers);
      expect(at(one)).toBeGreaterThanOrEqual(0);
    }),
  );
});

it("sends as many sizes as a browser makes of a picture, the last one whole", () => {
  const scales = (widthPixels: number) => layersToSend(widthPixels, false).map((layer) => layer.scaleResolutionDownBy);
  expect([320, 479].map(scales)).toEqual([[1], [1]]);
  expect([480, 640].map(scales)).toEqual([
    [2, 1],
    [2, 1],
  ]);
  expect([960, 1_280].map(scales)).toEqual([
    [4, 2, 1],
    [4, 2, 1],
  ]);
  const bitrates = layersToSend(960, false).map((layer) => layer.maxBitrate);
  expect(bitrates).toEqual([150_000, 500_000, 1_500_000]);
  expect(layersToSend(320, true)).toMatchObject([{ maxFramerate: 12, maxBitrate: 300_000 }]);
});

it("sends fewer pictures a second with as much less to say, never more than the camera gives, and all of them again as before", () => {
  const [whole] = layersToSend(320, false);
  const [sparing] = layersToSend(320, true);
  if (whole === undefined || sparing === undefined) throw new Error("a picture of this width has one size");
  expect(thinLayer(whole, 0.5, 30)).toEqual({ maxBitrate: 150_000, maxFramerate: 15 });
  expect(thinLayer(whole, 0.25, 24)).toEqual({ maxBitrate: 75_000, maxFramerate: 6 });
  expect(thinLayer(sparing, 0.5, 30)).toEqual({ maxBitrate: 150_000, maxFramerate: 6 });
  expect(thinLayer(sparing, 0.5, 8)).toMatchObject({ maxFramerate: 4 });
  expect(thinLayer(whole, 1, 30)).toEqual({ maxBitrate: 300_000 });
  expect(thinLayer(sparing, 1, 30)).toEqual({ maxBitrate: 300_000, maxFramerate: 12 });
});
