// How one's own screen shows the exercise with one's picture: as the therapist has chosen, until its person chooses otherwise; until the therapist chooses anew.
import {
  DEMONSTRATION_PLACES,
  type DemonstrationPlace,
  isSameSideBySide,
  type SideBySide,
} from "@ensemble/shared/session/side-by-side.ts";

export interface OwnPlace {
  readonly place: DemonstrationPlace;
  /** What the therapist had chosen then. */
  readonly against: SideBySide;
}

export function shownSideBySide(told: SideBySide, own: OwnPlace | undefined, hasPicture: boolean): SideBySide {
  const place = own !== undefined && isSameSideBySide(own.against, told) ? own.place : told.place;
  return { place: place === "over" && !hasPicture ? "beside" : place, inStep: told.inStep };
}

/** One button goes through them all. Without a picture there is nothing to stand over. */
export function nextPlace(place: DemonstrationPlace, hasPicture: boolean): DemonstrationPlace {
  const places = DEMONSTRATION_PLACES.filter((each) => each !== "over" || hasPicture);
  return places[(places.indexOf(place) + 1) % places.length] ?? "off";
}
