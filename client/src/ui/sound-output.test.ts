import { afterEach, expect, it, vi } from "vitest";
import { createSoundOutput, playOn } from "./sound-output.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("keeps the chosen loudspeaker and tells of it", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const output = createSoundOutput(storage);
  expect(output.deviceId()).toBe("");
  const told = vi.fn();
  const stop = output.subscribe(told);
  output.choose("headphones");
  expect(told).toHaveBeenCalledOnce();
  expect(createSoundOutput(storage).deviceId()).toBe("headphones");
  stop();
  output.choose("");
  expect(told).toHaveBeenCalledOnce();
});

it("plays on where the browser lets it, and goes on where the device is gone", async () => {
  vi.spyOn(console, "warn").mockReturnValue(undefined);
  const setSinkId = vi.fn().mockRejectedValue(new Error("gone"));
  playOn({ setSinkId } as unknown as HTMLMediaElement, "headphones");
  expect(setSinkId).toHaveBeenCalledWith("headphones");
  await vi.waitFor(() => expect(console.warn).toHaveBeenCalled());
  expect(() => playOn({} as HTMLMediaElement, "headphones")).not.toThrow();
});
