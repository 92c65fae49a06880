// Everything the camera side can be in, by name: pages show the words of `camera.status.<id>` and `camera.help.<id>`, never an error text.
import type { FramingMessage } from "@ensemble/shared/protocol/room-messages.ts";

export const CAMERA_FAILURES = [
  /** The page is not on https or localhost: browsers give no camera. */
  "insecure_page",
  "not_supported",
  "no_permission",
  "no_device",
  /** Another programme holds it. */
  "in_use",
  /** Unplugged or switched off while running. */
  "device_lost",
  "picture_failed",
  "model_missing",
  "no_graphics",
  "estimator_failed",
] as const;
export type CameraFailure = (typeof CAMERA_FAILURES)[number];

export const CAMERA_STATES = ["off", "asking", "loading", "running", "no_picture"] as const;
/**
 * asking: the browser asks for permission; loading: the picture is there, the estimator is not yet;
 * no_picture: the device is open and sends nothing (privacy switch, covered by the system). A failure ends it until `restart`.
 */
export type CameraStatus = (typeof CAMERA_STATES)[number] | CameraFailure;

/** Of the microphone; "off" when it was not asked for. */
export type MicrophoneStatus = "off" | "running" | CameraFailure;

/** backlit: the light is behind the person; the therapist is told of it as of too much light. */
export type Framing = FramingMessage["framing"] | "backlit";

/** For the room, where pages of an earlier version have no words for what came later. */
export function toldFraming(framing: Framing): FramingMessage["framing"] {
  return framing === "backlit" ? "too_bright" : framing;
}

export function isCameraFailure(status: string): status is CameraFailure {
  return (CAMERA_FAILURES as readonly string[]).includes(status);
}

/** What a refused `getUserMedia` means, by the name of its DOMException. */
export function failureOfDevice(errorName: string): CameraFailure {
  switch (errorName) {
    case "NotAllowedError":
    case "SecurityError":
      return "no_permission";
    case "NotFoundError":
    case "OverconstrainedError":
      return "no_device";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    default:
      return "picture_failed";
  }
}
