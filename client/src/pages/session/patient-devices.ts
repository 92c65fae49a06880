// One patient's camera and the ordered loop of what happens with each of its pictures: send and predict, own avatar, quality.

import { type CameraFeed, openCamera } from "../../camera/camera-feed.ts";
import { toldFraming } from "../../camera/camera-status.ts";
import { createChosenDevices } from "../../camera/chosen-devices.ts";
import type { SessionConnection } from "../../connection/client-session.ts";
import { createFrameLoop, type FrameLoop } from "../../frame-loop.ts";
import type { QualityLevel } from "../../quality-rules.ts";
import { isSparing } from "./asked-quality.ts";

export type WantedDevices = "cameraAndMicrophone" | "microphoneOnly";

export interface PatientDevices {
  readonly feed: CameraFeed;
  /** The scene sets its parts here while it is shown. */
  readonly loop: FrameLoop;
  readonly dispose: () => void;
}

export function openPatientDevices(
  connection: SessionConnection,
  wanted: WantedDevices,
  asked: QualityLevel | undefined,
): PatientDevices {
  const chosen = createChosenDevices(localStorage);
  const loop = createFrameLoop({ asked, parts: { send: connection.sendFrame } });
  const feed = openCamera({
    camera: wanted === "cameraAndMicrophone",
    low: isSparing(asked),
    deviceId: chosen.cameraId(),
    microphoneId: chosen.microphoneId(),
    onFrame: loop.step,
    onFraming: (framing) => connection.sendFraming(toldFraming(framing)),
  });
  const stopWaking = connection.on("woke", (reason) => reason === "slept" && feed.wake());
  return {
    feed,
    loop,
    dispose: () => {
      stopWaking();
      feed.dispose();
    },
  };
}
