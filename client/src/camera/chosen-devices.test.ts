import { expect, it } from "vitest";
import { createChosenDevices } from "./chosen-devices.ts";

it("keeps the chosen camera and the chosen microphone apart, and has none before", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const chosen = createChosenDevices(storage);
  expect([chosen.cameraId(), chosen.microphoneId()]).toEqual([undefined, undefined]);
  chosen.keepCamera("wide");
  chosen.keepMicrophone("headset");
  const later = createChosenDevices(storage);
  expect([later.cameraId(), later.microphoneId()]).toEqual(["wide", "headset"]);
  later.keepCamera("narrow");
  expect([chosen.cameraId(), chosen.microphoneId()]).toEqual(["narrow", "headset"]);
});
