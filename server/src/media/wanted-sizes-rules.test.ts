import { describe, expect, it } from "vitest";
import { wantedSizes } from "./wanted-sizes-rules.ts";

const view = (receiving: boolean, spatialLayer?: number) => ({ receiving, spatialLayer, spatialLayers: 3 });

describe("how much of a picture is wanted", () => {
  it("is nothing while nobody looks", () => {
    expect(wantedSizes([])).toBe(0);
    expect(wantedSizes([view(false, 2), view(false)])).toBe(0);
  });

  it("is what the one with the largest place needs", () => {
    expect(wantedSizes([view(true, 0)])).toBe(1);
    expect(wantedSizes([view(true, 0), view(true, 1), view(false, 2)])).toBe(2);
  });

  it("is everything for somebody who has not said", () => {
    expect(wantedSizes([view(true, 0), view(true)])).toBe(3);
  });

  it("is never more than there is", () => {
    expect(wantedSizes([{ receiving: true, spatialLayer: 2, spatialLayers: 2 }])).toBe(2);
  });
});
