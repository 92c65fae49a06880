// What the commands for microphone and camera show and do: switch, or open again what is not there.
import type { Call } from "../../call/call.ts";
import type { SendingState } from "../../call/outgoing.ts";
import type { OwnDevices } from "../therapist/command-bar.tsx";
import type { MissingDevices } from "./own-devices.ts";

type Sending = Readonly<Record<"microphone" | "camera", SendingState | undefined>>;

/** Undefined while the call opens: there is nothing to switch yet. */
export function ownDeviceCommands(parts: {
  call: Pick<Call, "setMicrophone" | "setCamera"> | undefined;
  sending: Sending;
  missing: MissingDevices;
  /** The call could not be opened. */
  failed: boolean;
  openDevices: () => void;
  openCall: () => void;
}): OwnDevices | undefined {
  const { call, missing, sending, openDevices } = parts;
  if (call === undefined) {
    if (!parts.failed) return undefined;
    const openCall = parts.openCall;
    return { microphone: "none", camera: "none", toggleMicrophone: openCall, toggleCamera: openCall };
  }
  // While the browser asks for a device it counts as there: what it comes to is known in a moment.
  const stateOf = (device: "microphone" | "camera"): SendingState =>
    missing[device] !== undefined ? "none" : sending[device] === "off" ? "off" : "sending";
  const microphone = stateOf("microphone");
  const camera = stateOf("camera");
  return {
    microphone,
    camera,
    toggleMicrophone: microphone === "none" ? openDevices : () => call.setMicrophone(microphone === "off"),
    toggleCamera: camera === "none" ? openDevices : () => call.setCamera(camera === "off"),
  };
}
