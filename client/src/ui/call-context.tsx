// Hands picture and sound of the call to whatever shows them. Before the call is open, and without one, there is simply nothing to show.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useSyncExternalStore } from "react";

export interface CallPictures {
  readonly pictureOf: (participantId: ParticipantId) => MediaStream | undefined;
  readonly soundOf: (participantId: ParticipantId) => MediaStream | undefined;
  /** How wide the picture is shown, in CSS pixels; 0 when it is not shown. */
  readonly preferSize: (participantId: ParticipantId, widthPixels: number) => void;
  /** Called when any of them came or went. */
  readonly subscribe: (listener: () => void) => () => void;
}

const NO_CALL: CallPictures = {
  pictureOf: () => undefined,
  soundOf: () => undefined,
  preferSize: () => undefined,
  subscribe: () => () => undefined,
};
const CallContext = createContext<CallPictures>(NO_CALL);

export function CallProvider({ call, children }: { call: CallPictures | undefined; children: ReactNode }) {
  return <CallContext value={call ?? NO_CALL}>{children}</CallContext>;
}

export function usePictureOf(participantId: ParticipantId | undefined): MediaStream | undefined {
  const call = useContext(CallContext);
  return useSyncExternalStore(call.subscribe, () =>
    participantId === undefined ? undefined : call.pictureOf(participantId),
  );
}

export function useSoundOf(participantId: ParticipantId): MediaStream | undefined {
  const call = useContext(CallContext);
  return useSyncExternalStore(call.subscribe, () => call.soundOf(participantId));
}

/** Lets the call send the picture as large as its place is, and nothing while it is not shown. */
export function usePreferredSize(box: RefObject<HTMLElement | null>, participantId: ParticipantId): void {
  const call = useContext(CallContext);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => call.preferSize(participantId, element.clientWidth));
    observer.observe(element);
    return () => {
      observer.disconnect();
      call.preferSize(participantId, 0);
    };
  }, [call, box, participantId]);
}
