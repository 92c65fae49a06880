// What is the matter with a patient's devices, if anything: the camera first, for without it nobody counts.
import type { CameraSnapshot } from "../../camera/camera-feed.ts";
import { type CameraFailure, isCameraFailure } from "../../camera/camera-status.ts";

export type DeviceTrouble =
  | { readonly device: "camera"; readonly status: CameraFailure | "asking" | "no_picture" }
  | { readonly device: "microphone"; readonly status: CameraFailure };

export function deviceTrouble({ status, microphone }: CameraSnapshot): DeviceTrouble | undefined {
  if (isCameraFailure(status) || status === "asking" || status === "no_picture") return { device: "camera", status };
  return isCameraFailure(microphone) ? { device: "microphone", status: microphone } : undefined;
}

/** While people move: whoever has no microphone was told before; one that was lost is news. */
export function troubleInClass(camera: CameraSnapshot): DeviceTrouble | undefined {
  const trouble = deviceTrouble(camera);
  return trouble?.device === "microphone" && trouble.status !== "device_lost" ? undefined : trouble;
}
