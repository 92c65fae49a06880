// Where a point of a picture lies on screen when the picture fills a box like CSS `object-fit: cover`, mirrored or not. Pure.

export interface CoverMapping {
  /** Screen = offset + scale × (0…1 of the picture's width or height); the sign of scaleX mirrors. */
  readonly offsetX: number;
  readonly scaleX: number;
  readonly offsetY: number;
  readonly scaleY: number;
}

export function coverMapping(aspect: number, boxWidth: number, boxHeight: number, mirrored: boolean): CoverMapping {
  const pictureIsWider = aspect * boxHeight > boxWidth;
  const width = pictureIsWider ? aspect * boxHeight : boxWidth;
  const height = pictureIsWider ? boxHeight : boxWidth / aspect;
  const left = (boxWidth - width) / 2;
  const top = (boxHeight - height) / 2;
  return mirrored
    ? { offsetX: boxWidth - left, scaleX: -width, offsetY: top, scaleY: height }
    : { offsetX: left, scaleX: width, offsetY: top, scaleY: height };
}
