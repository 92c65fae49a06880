// Which level the device is at: where it begins, then as noticed by the frame loop; camera, scene and call follow it.
import { useEffect, useState } from "react";
import { isDrawnByProcessor } from "../../camera/graphics-driver.ts";
import { QUALITY_SETTINGS, type QualityLevel, type QualitySettings, startQuality } from "../../quality-rules.ts";
import type { PatientDevices } from "./patient-devices.ts";

export function useFollowedQuality(
  devices: PatientDevices | undefined,
  asked: QualityLevel | undefined,
): QualitySettings {
  const [level, setLevel] = useState<QualityLevel>(() => startQuality(asked, isDrawnByProcessor()).level);
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
