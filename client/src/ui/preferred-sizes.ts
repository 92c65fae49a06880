// One picture may stand in several places of a page: the call sends it for the widest of them, and nothing once it stands nowhere, or the
// whole page is behind others.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";

export interface PreferredSizes {
  /** `place` is any object of the place's own; width in CSS pixels, infinite where all there is is wanted. */
  readonly show: (participantId: ParticipantId, place: object, widthPixels: number) => void;
  readonly hide: (participantId: ParticipantId, place: object) => void;
  /** Whether anybody can see the page at all. */
  readonly turnPage: (shown: boolean) => void;
}

export function createPreferredSizes(
  tell: (participantId: ParticipantId, widthPixels: number) => void,
): PreferredSizes {
  const shown = new Map<ParticipantId, Map<object, number>>();
  let pageShown = true;
  const placesOf = (participantId: ParticipantId) => {
    const places = shown.get(participantId) ?? new Map<object, number>();
    shown.set(participantId, places);
    return places;
  };
  const tellWidest = (participantId: ParticipantId) =>
    tell(participantId, pageShown ? Math.max(0, ...placesOf(participantId).values()) : 0);
  return {
    show: (participantId, place, widthPixels) => {
      placesOf(participantId).set(place, widthPixels);
      tellWidest(participantId);
    },
    hide: (participantId, place) => {
      placesOf(participantId).delete(place);
      tellWidest(participantId);
    },
    turnPage: (isShown) => {
      if (pageShown === isShown) return;
      pageShown = isShown;
      for (const participantId of shown.keys()) tellWidest(participantId);
    },
  };
}
