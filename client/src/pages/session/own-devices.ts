// The therapist's camera and microphone while the class lasts: opened, watched, and opened again when one comes back.
import type { CameraFailure } from "../../camera/camera-status.ts";
import type { OpenedDevices } from "../../camera/open-devices.ts";

export interface MissingDevices {
  readonly camera?: CameraFailure;
  readonly microphone?: CameraFailure;
}

export interface OwnDevicesState {
  readonly tracks: readonly MediaStreamTrack[];
  /** Why there is no picture, no sound; empty while asking and when there is both. */
  readonly missing: MissingDevices;
}

export interface WatchedDevices {
  readonly tryAgain: () => void;
  /** The computer was asleep: what it has lost is opened again. */
  readonly wake: () => void;
  readonly close: () => void;
}

/** `plugs` tells of devices that come and go: `navigator.mediaDevices`, missing on pages that may not use any. */
export function openOwnDevices(
  open: () => Promise<OpenedDevices>,
  plugs: EventTarget | undefined,
  onChange: (state: OwnDevicesState) => void,
): WatchedDevices {
  let state: OwnDevicesState = { tracks: [], missing: {} };
  let attempt = 0;
  const change = (next: OwnDevicesState) => {
    state = next;
    onChange(next);
  };

  const tryAgain = () => {
    attempt += 1;
    const mine = attempt;
    for (const track of state.tracks) track.stop();
    const reopen = async () => {
      const { picture, sound } = await open();
      const tracks = [picture, sound].filter((one) => typeof one !== "string");
      if (mine !== attempt) {
        for (const track of tracks) track.stop();
        return;
      }
      for (const track of tracks) track.addEventListener("ended", () => mine === attempt && lose(track));
      change({
        tracks,
        missing: {
          ...(typeof picture === "string" ? { camera: picture } : {}),
          ...(typeof sound === "string" && sound !== "off" ? { microphone: sound } : {}),
        },
      });
    };
    void reopen();
  };

  /** Not heard of tracks that were stopped here: only what was unplugged, or taken by another programme, ends by itself. */
  const lose = (lost: MediaStreamTrack) => {
    change({
      tracks: state.tracks.filter((track) => track !== lost),
      missing: { ...state.missing, [lost.kind === "video" ? "camera" : "microphone"]: "device_lost" },
    });
  };

  const openLost = () => {
    if (Object.values(state.missing).some((why) => why === "device_lost" || why === "no_device")) tryAgain();
  };
  plugs?.addEventListener("devicechange", openLost);
  tryAgain();
  return {
    tryAgain,
    wake: openLost,
    close: () => {
      attempt += 1;
      plugs?.removeEventListener("devicechange", openLost);
      for (const track of state.tracks) track.stop();
    },
  };
}
