// The therapist's camera and microphone: seen and heard by the group, not measured. Either may be missing, and be lost in the middle.
import { useCallback, useEffect, useRef, useState } from "react";
import { createChosenDevices } from "../../camera/chosen-devices.ts";
import { openDevices } from "../../camera/open-devices.ts";
import { useSessionActions } from "../../ui/session-context.tsx";
import { type MissingDevices, openOwnDevices, type WatchedDevices } from "./own-devices.ts";

export interface OwnStream {
  readonly stream: MediaStream | undefined;
  readonly missing: MissingDevices;
  readonly tryAgain: () => void;
}

export function useOwnDevices(low: boolean): OwnStream {
  const [stream, setStream] = useState<MediaStream>();
  const [missing, setMissing] = useState<MissingDevices>({});
  const devices = useRef<WatchedDevices>(undefined);
  const connection = useSessionActions();
  useEffect(() => connection.on("woke", (reason) => reason === "slept" && devices.current?.wake()), [connection]);
  useEffect(() => {
    const opened = openOwnDevices(
      () => {
        const chosen = createChosenDevices(localStorage);
        return openDevices({ low, microphone: true, cameraId: chosen.cameraId(), microphoneId: chosen.microphoneId() });
      },
      navigator.mediaDevices as MediaDevices | undefined,
      (state) => {
        setStream(state.tracks.length > 0 ? new MediaStream([...state.tracks]) : undefined);
        setMissing(state.missing);
      },
    );
    devices.current = opened;
    return opened.close;
  }, [low]);
  return { stream, missing, tryAgain: useCallback(() => devices.current?.tryAgain(), []) };
}
