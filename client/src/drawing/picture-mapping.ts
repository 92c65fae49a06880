// From a place of a picture to its place on screen and back, however the picture fills its box, mirrored or not. Pure.
import { HIGHEST_COORDINATE, type PicturePoint } from "@ensemble/shared/session/annotation.ts";
import { type CoverMapping, coverMapping } from "../camera/cover-mapping.ts";

/** How a picture is shown: like CSS `object-fit`. */
export interface ShownPicture {
  readonly fit: "cover" | "contain";
  /** Width ÷ height. */
  readonly aspect: number;
  readonly mirrored: boolean;
}
/** CSS pixels from the box's upper left corner. */
export interface ScreenPlace {
  readonly x: number;
  readonly y: number;
}
export type PictureMapping = CoverMapping;

export function pictureMapping(shown: ShownPicture, boxWidth: number, boxHeight: number): PictureMapping {
  if (shown.fit === "cover") return coverMapping(shown.aspect, boxWidth, boxHeight, shown.mirrored);
  const width = Math.min(boxWidth, boxHeight * shown.aspect);
  const height = width / shown.aspect;
  const inner = coverMapping(shown.aspect, width, height, shown.mirrored);
  return {
    ...inner,
    offsetX: inner.offsetX + (boxWidth - width) / 2,
    offsetY: inner.offsetY + (boxHeight - height) / 2,
  };
}

export function toScreen(mapping: PictureMapping, [x, y]: PicturePoint): ScreenPlace {
  return {
    x: mapping.offsetX + (mapping.scaleX * x) / HIGHEST_COORDINATE,
    y: mapping.offsetY + (mapping.scaleY * y) / HIGHEST_COORDINATE,
  };
}

/** What lies beside the picture is taken as its edge. */
export function toPicture(mapping: PictureMapping, { x, y }: ScreenPlace): PicturePoint {
  return [unitOf((x - mapping.offsetX) / mapping.scaleX), unitOf((y - mapping.offsetY) / mapping.scaleY)];
}

function unitOf(part: number): number {
  const unit = Math.round(part * HIGHEST_COORDINATE);
  return Number.isFinite(unit) ? Math.max(0, Math.min(HIGHEST_COORDINATE, unit)) + 0 : 0;
}
