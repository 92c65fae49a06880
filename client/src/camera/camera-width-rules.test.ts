import { expect, it } from "vitest";
import { widestOf, widestZoom } from "./camera-width-rules.ts";

const camera = (id: string, span: number | undefined, name = "") => ({ id, name, span });

it("takes the camera in whose picture the same person is clearly smaller", () => {
  expect(widestOf([camera("near", 0.3), camera("wide", 0.2)])).toBe("wide");
  expect(widestOf([camera("near", 0.3), camera("wide", 0.15), camera("middle", 0.2)])).toBe("wide");
  expect(widestOf([camera("one", 0.3), camera("other", 0.29)])).toBeUndefined();
});

it("believes what is seen before a name, and a name only where it is the only one", () => {
  const wide = "Front Ultra Wide Camera";
  expect(widestOf([camera("a", 0.2, "Front Camera"), camera("b", 0.3, wide)])).toBe("a");
  expect(widestOf([camera("a", undefined, "Front Camera"), camera("b", 0.3, wide)])).toBe("b");
  expect(widestOf([camera("a", undefined, "Weitwinkelkamera"), camera("b", undefined, wide)])).toBeUndefined();
  expect(widestOf([camera("a", undefined), camera("b", undefined)])).toBeUndefined();
});

it("has nothing to compare with where there is one camera or none", () => {
  expect(widestOf([])).toBeUndefined();
  expect(widestOf([camera("only", 0.2, "Ultra Wide")])).toBeUndefined();
});

it("zooms out as far as a camera can, and leaves one alone that does or cannot", () => {
  expect(widestZoom({ zoom: { min: 0.5, max: 3 } }, { zoom: 1 })).toBe(0.5);
  expect(widestZoom({ zoom: { min: 1, max: 3 } }, { zoom: 1 })).toBeUndefined();
  expect(widestZoom({}, { zoom: 1 })).toBeUndefined();
  expect(widestZoom({ zoom: { min: 1, max: 3 } }, {})).toBeUndefined();
  expect(widestZoom({ zoom: true }, { zoom: 1 })).toBeUndefined();
});
