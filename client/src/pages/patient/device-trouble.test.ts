import { describe, expect, it } from "vitest";
import type { CameraSnapshot } from "../../camera/camera-feed.ts";
import { deviceTrouble, troubleInClass } from "./device-trouble.ts";

const camera = (change: Partial<CameraSnapshot>) =>
  ({ status: "running", microphone: "running", ...change }) as CameraSnapshot;

describe("trouble with the devices", () => {
  it("is none while both work, are opening or were not asked for", () => {
    expect(deviceTrouble(camera({}))).toBeUndefined();
    expect(deviceTrouble(camera({ status: "loading" }))).toBeUndefined();
    expect(deviceTrouble(camera({ status: "off", microphone: "off" }))).toBeUndefined();
  });
  it("is a camera that failed, sends nothing or waits for permission", () => {
    for (const status of ["device_lost", "no_picture", "asking"] as const) {
      expect(deviceTrouble(camera({ status, microphone: "no_device" }))).toEqual({ device: "camera", status });
    }
  });
  it("is the microphone where the camera is well or declined", () => {
    for (const status of ["running", "off"] as const) {
      expect(deviceTrouble(camera({ status, microphone: "device_lost" }))?.device).toBe("microphone");
    }
  });
  it("in the class does not repeat that there is no microphone, but says that one was lost", () => {
    expect(troubleInClass(camera({ microphone: "no_device" }))).toBeUndefined();
    expect(troubleInClass(camera({ microphone: "device_lost" }))).toEqual({
      device: "microphone",
      status: "device_lost",
    });
    expect(troubleInClass(camera({ status: "no_permission" }))?.device).toBe("camera");
  });
});
