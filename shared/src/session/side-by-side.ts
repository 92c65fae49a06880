// The exercise's demonstration and a patient's picture at one look, on the patient's screen and the therapist's.

/** Not at all, beside the picture, or as a pale figure over the body in it. */
export const DEMONSTRATION_PLACES = ["off", "beside", "over"] as const;
export type DemonstrationPlace = (typeof DEMONSTRATION_PLACES)[number];

export interface SideBySide {
  readonly place: DemonstrationPlace;
  /** It moves as the patient does instead of at its own pace. */
  readonly inStep: boolean;
}

export const NO_DEMONSTRATION: SideBySide = { place: "off", inStep: false };

export function isSameSideBySide(one: SideBySide, other: SideBySide): boolean {
  return one.place === other.place && one.inStep === other.inStep;
}
