// Hands picture and sound of the call to whatever shows them. Before the call is open, and without one, there is simply nothing to show.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { createPreferredSizes, type PreferredSizes } from "./preferred-sizes.ts";

export interface CallPictures {
  readonly pictureOf: (participantId: ParticipantId) => MediaStream | undefined;
  /** Nothing of it comes now because its owner's line does not carry it. */
  readonly isLineWeak: (participantId: ParticipantId) => boolean;
  readonly soundOf: (participantId: ParticipantId) => MediaStream | undefined;
  /** How wide the picture is shown, in CSS pixels; 0 when it is not shown, infinite where it is to be as large as there is. */
  readonly preferSize: (participantId: ParticipantId, widthPixels: number) => void;
  /** Whom alone the own sound is for; undefined: for whoever may have it. */
  readonly confideIn: (participantId: ParticipantId | undefined) => void;
  /** Called when any of them came or went. */
  readonly subscribe: (listener: () => void) => () => void;
}

export const NO_CALL: CallPictures = {
  pictureOf: () => undefined,
  isLineWeak: () => false,
  soundOf: () => undefined,
  preferSize: () => undefined,
  confideIn: () => undefined,
  subscribe: () => () => undefined,
};
const CallContext = createContext<CallPictures>(NO_CALL);
const SizesContext = createContext<PreferredSizes>(createPreferredSizes(NO_CALL.preferSize));

export function CallProvider({ call = NO_CALL, children }: { call: CallPictures | undefined; children: ReactNode }) {
  const sizes = useMemo(() => createPreferredSizes(call.preferSize), [call]);
  useEffect(() => {
    const turn = () => sizes.turnPage(!document.hidden);
    turn();
    document.addEventListener("visibilitychange", turn);
    return () => document.removeEventListener("visibilitychange", turn);
  }, [sizes]);
  return (
    <CallContext value={call}>
      <SizesContext value={sizes}>{children}</SizesContext>
    </CallContext>
  );
}

export function usePictureOf(participantId: ParticipantId | undefined): MediaStream | undefined {
  const call = useContext(CallContext);
  return useSyncExternalStore(call.subscribe, () =>
    participantId === undefined ? undefined : call.pictureOf(participantId),
  );
}

export function useLineWeak(participantId: ParticipantId): boolean {
  const call = useContext(CallContext);
  return useSyncExternalStore(call.subscribe, () => call.isLineWeak(participantId));
}

/** Those of them whose own line carries no picture now. */
export function useWeakLines(people: readonly { readonly participantId: ParticipantId }[]): readonly ParticipantId[] {
  const call = useContext(CallContext);
  // As one text: two equal lists would be two things to draw.
  const weak = useSyncExternalStore(call.subscribe, () =>
    people
      .map(({ participantId }) => participantId)
      .filter(call.isLineWeak)
      .join(" "),
  );
  return useMemo(() => weak.split(" ").filter((id) => id !== "") as ParticipantId[], [weak]);
}

export function useSoundOf(participantId: ParticipantId): MediaStream | undefined {
  const call = useContext(CallContext);
  return useSyncExternalStore(call.subscribe, () => call.soundOf(participantId));
}

/** In a private word: the own sound is for that person alone, from this moment on. */
export function useConfidant(participantId: ParticipantId | undefined): void {
  const call = useContext(CallContext);
  // Before anything is drawn: what is said meanwhile is meant for one already.
  useLayoutEffect(() => call.confideIn(participantId), [call, participantId]);
}

/** Lets the call send the picture as large as its place is, or as there is (`whole`), and nothing while it is not shown. */
export function usePreferredSize(
  box: RefObject<HTMLElement | null>,
  participantId: ParticipantId,
  whole = false,
): void {
  const sizes = useContext(SizesContext);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let inView = true;
    const tell = () => sizes.show(participantId, element, inView ? widthOf(element, whole) : 0);
    const size = new ResizeObserver(tell);
    // Scrolled away it is as good as hidden.
    const place = new IntersectionObserver((entries) => {
      inView = entries.at(-1)?.isIntersecting ?? true;
      tell();
    });
    size.observe(element);
    place.observe(element);
    return () => {
      size.disconnect();
      place.disconnect();
      sizes.hide(participantId, element);
    };
  }, [sizes, box, participantId, whole]);
}

function widthOf({ clientWidth }: HTMLElement, whole: boolean): number {
  return whole && clientWidth > 0 ? Number.POSITIVE_INFINITY : clientWidth;
}
