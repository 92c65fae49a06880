// Hands picture and sound of the call to whatever shows them. Before the call is open, and without one, there is simply nothing to show.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

export interface CallPictures {
  readonly pictureOf: (participantId: ParticipantId) => MediaStream | undefined;
  readonly soundOf: (participantId: ParticipantId) => MediaStream | undefined;
  /** Called when any of them came or went. */
  readonly subscribe: (listener: () => void) => () => void;
}

const NO_CALL: CallPictures = {
  pictureOf: () => undefined,
  soundOf: () => undefined,
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
