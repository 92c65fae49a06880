// The therapist's camera and microphone: seen and heard by the group, not measured. Either may be missing.
import { useCallback, useEffect, useState } from "react";
import type { CameraFailure } from "../../camera/camera-status.ts";
import { openDevices } from "../../camera/open-devices.ts";

export interface OwnStream {
  readonly stream: MediaStream | undefined;
  /** Why there is no picture or no sound; undefined while asking and when there is both. */
  readonly missing: { readonly what: "camera" | "microphone"; readonly why: CameraFailure } | undefined;
  readonly tryAgain: () => void;
}

export function useOwnDevices(low: boolean): OwnStream {
  const [stream, setStream] = useState<MediaStream>();
  const [missing, setMissing] = useState<OwnStream["missing"]>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    void tries;
    let left = false;
    let tracks: MediaStreamTrack[] = [];
    const open = async () => {
      const { picture, sound } = await openDevices({
        low,
        microphone: true,
        cameraId: undefined,
        microphoneId: undefined,
      });
      tracks = [picture, sound].filter((track) => track instanceof MediaStreamTrack);
      if (left) return stopAll(tracks);
      setStream(tracks.length > 0 ? new MediaStream(tracks) : undefined);
      if (typeof picture === "string") setMissing({ what: "camera", why: picture });
      else if (typeof sound === "string" && sound !== "off") setMissing({ what: "microphone", why: sound });
      else setMissing(undefined);
    };
    void open();
    return () => {
      left = true;
      stopAll(tracks);
    };
  }, [low, tries]);
  return { stream, missing, tryAgain: useCallback(() => setTries((before) => before + 1), []) };
}

function stopAll(tracks: readonly MediaStreamTrack[]): void {
  for (const track of tracks) track.stop();
}
