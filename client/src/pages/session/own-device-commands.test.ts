import { expect, it } from "vitest";
import { ownDeviceCommands } from "./own-device-commands.ts";

type Parts = Parameters<typeof ownDeviceCommands>[0];

function commands(changes: Partial<Parts>) {
  const did: string[] = [];
  const made = ownDeviceCommands({
    call: {
      setMicrophone: (on) => did.push(`microphone ${on}`),
      setCamera: (on) => did.push(`camera ${on}`),
    },
    sending: { microphone: "sending", camera: "sending" },
    missing: {},
    failed: false,
    openDevices: () => did.push("open devices"),
    openCall: () => did.push("open call"),
    ...changes,
  });
  made?.toggleMicrophone();
  made?.toggleCamera();
  return { microphone: made?.microphone, camera: made?.camera, did };
}

it("switches what is sent off, and what is off on", () => {
  expect(commands({})).toEqual({ microphone: "sending", camera: "sending", did: ["microphone false", "camera false"] });
  expect(commands({ sending: { microphone: "off", camera: "off" } })).toEqual({
    microphone: "off",
    camera: "off",
    did: ["microphone true", "camera true"],
  });
});

it("never shows a device that is not there as on, and opens it again instead of switching it", () => {
  expect(commands({ missing: { camera: "device_lost" }, sending: { microphone: "sending", camera: "none" } })).toEqual({
    microphone: "sending",
    camera: "none",
    did: ["microphone false", "open devices"],
  });
  expect(commands({ missing: { camera: "no_device", microphone: "no_device" } }).did).toEqual([
    "open devices",
    "open devices",
  ]);
});

it("offers to open a call that failed, and nothing while it opens", () => {
  expect(commands({ call: undefined, failed: true })).toEqual({
    microphone: "none",
    camera: "none",
    did: ["open call", "open call"],
  });
  expect(commands({ call: undefined })).toEqual({ microphone: undefined, camera: undefined, did: [] });
});
