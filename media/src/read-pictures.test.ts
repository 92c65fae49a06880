import { describe, expect, it } from "vitest";
import { countArriving, type Forwarding, readForwarded } from "./read-pictures.ts";

const VIEWED: Forwarding = {
  id: "c",
  kind: "video",
  type: "simulcast",
  closed: false,
  paused: false,
  producerPaused: false,
  preferredLayers: { spatialLayer: 2, temporalLayer: 2 },
  currentLayers: { spatialLayer: 1, temporalLayer: 2 },
  score: { score: 10, producerScore: 10, producerScores: [10, 10, 10] },
};

describe("what goes on of a picture", () => {
  it("is the size and the layers of time that are sent now, beside those that are due", () => {
    expect(readForwarded([VIEWED])).toEqual([
      { consumerId: "c", due: { sizes: 3, frames: 3 }, sent: { sizes: 2, frames: 3 } },
    ]);
    expect(readForwarded([{ ...VIEWED, currentLayers: undefined }])[0]?.sent).toEqual({ sizes: 0, frames: 0 });
  });

  it("is due no larger than it arrives from its sender", () => {
    const score = { ...VIEWED.score, producerScores: [10, 7, 0] };
    expect(readForwarded([{ ...VIEWED, score }])[0]?.due).toEqual({ sizes: 2, frames: 3 });
  });

  it("is not asked for of one that is held back, of one that comes in one size, nor where nothing arrives", () => {
    const score = { ...VIEWED.score, producerScores: [0, 0, 0] };
    const others: Forwarding[] = [
      { ...VIEWED, paused: true },
      { ...VIEWED, producerPaused: true },
      { ...VIEWED, closed: true },
      { ...VIEWED, type: "simple" },
      { ...VIEWED, kind: "audio" },
      { ...VIEWED, score },
    ];
    expect(readForwarded(others)).toEqual([]);
  });
});

describe("what arrives of the own picture", () => {
  const scored = (...scores: number[]) =>
    scores.map((score, encodingIdx) => ({ encodingIdx, ssrc: encodingIdx, score }));

  it("is as many sizes as the largest that comes makes", () => {
    expect(countArriving({ closed: false, paused: false, score: scored(9, 0, 0) })).toBe(1);
    expect(countArriving({ closed: false, paused: false, score: scored(9, 9, 0) })).toBe(2);
    expect(countArriving({ closed: false, paused: false, score: [] })).toBe(0);
  });

  it("is nothing to be counted where there is no camera, or it is switched off", () => {
    expect(countArriving(undefined)).toBeUndefined();
    expect(countArriving({ closed: false, paused: true, score: scored(9) })).toBeUndefined();
  });
});
