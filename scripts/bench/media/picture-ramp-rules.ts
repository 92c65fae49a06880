// Up to which size of a camera a machine encodes, forwards, decodes and shows what is due. Pure.

/** What came of a camera of `askedWidth` pixels. */
export interface RampStep {
  readonly askedWidth: number;
  /** As decoded at the end: less where the largest size did not come. */
  readonly shownWidth: number;
  /** Pictures that the camera should have given meanwhile, and those that were shown. */
  readonly due: number;
  readonly shown: number;
}

export const CAMERA_WIDTHS = [320, 480, 640, 960] as const;
/** Of the pictures that are due. */
const SHOWN_SHARE = 0.95;

export function isWithoutStress({ askedWidth, shownWidth, due, shown }: RampStep): boolean {
  return shownWidth >= askedWidth && shown >= SHOWN_SHARE * due;
}

/** Steps in the order in which they were tried, the smallest first; undefined: even the first was too much. */
export function largestWithoutStress<Step extends RampStep>(steps: readonly Step[]): Step | undefined {
  const failed = steps.findIndex((step) => !isWithoutStress(step));
  return (failed < 0 ? steps : steps.slice(0, failed)).at(-1);
}
