// The camera's snapshot for React; before the camera is opened there is an honest "off".
import { useSyncExternalStore } from "react";
import type { CameraFeed, CameraSnapshot } from "../../camera/camera-feed.ts";
import { isCameraFailure } from "../../camera/camera-status.ts";

const CLOSED: CameraSnapshot = {
  status: "off",
  microphone: "off",
  framing: "no_camera",
  stream: undefined,
  engine: undefined,
  reason: undefined,
};
const nothing = () => () => undefined;

export function useCamera(feed: CameraFeed | undefined): CameraSnapshot {
  return useSyncExternalStore(feed?.subscribe ?? nothing, feed?.snapshot ?? closed);
}

/** Whether this camera can count somebody, now or in a moment. */
export function isCounting({ status }: CameraSnapshot): boolean {
  return status !== "off" && status !== "no_picture" && !isCameraFailure(status);
}

export function isPictureShown({ status }: CameraSnapshot): boolean {
  return status === "loading" || status === "running";
}

function closed(): CameraSnapshot {
  return CLOSED;
}
