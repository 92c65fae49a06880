// Which level the device is at: asked for in the address, or noticed by the frame loop; camera, scene and call follow it.
import { useEffect, useState } from "react";
import { QUALITY_SETTINGS, type QualityLevel, type QualitySettings } from "../../quality-rules.ts";
import type { PatientDevices } from "./patient-devices.ts";

export function useFollowedQuality(
  devices: PatientDevices | undefined,
  asked: QualityLevel | undefined,
): QualitySettings {
  const [level, setLevel] = useState<QualityLevel>(asked ?? "full");
  useEffect(() => {
    if (devices === undefined) return;
    devices.loop.parts.followQuality = (settings) => {
      devices.feed.setPoseHz(settings.poseHz);
      setLevel(settings.level);
    };
    return () => {
      devices.loop.parts.followQuality = undefined;
    };
  }, [devices]);
  return QUALITY_SETTINGS[level];
}
