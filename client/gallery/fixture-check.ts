// The device check in a state, for looking at: nothing is opened, measured or heard; its answers take effect.
import type { LineNumbers } from "../src/call/line-check-rules.ts";
import type { DeviceCheck } from "../src/pages/patient/device-check.ts";
import type { FoundDevices } from "../src/pages/patient/device-check-rules.ts";

export const LINE_NUMBERS: LineNumbers = {
  upKbps: 2_140,
  downKbps: 1_480,
  upLoss: 0.001,
  downLoss: 0,
  roundTripMs: 38,
  queueMs: 12,
  jitterMs: 6,
  availableUpKbps: 2_600,
  limitedBy: "none",
  returnedWidth: 1,
  carrier: "udp",
};
export const ALL_GOOD: FoundDevices = {
  camera: "good",
  microphone: "good",
  speaker: "good",
  line: { verdict: "good", cause: "", numbers: LINE_NUMBERS },
  picture: { widthPixels: 960, heightPixels: 540, framesPerSecond: 29.8, brightness: 0.4, moves: true },
};

export function checkOf(changes: Partial<FoundDevices> = {}, level = 0): DeviceCheck {
  let found: FoundDevices = { ...ALL_GOOD, ...changes };
  const listeners = new Set<() => void>();
  return {
    found: () => found,
    level: () => level,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow: () => undefined,
    again: () => undefined,
    playTone: () => undefined,
    answer: (heard) => {
      found = { ...found, speaker: heard ? "good" : "unheard" };
      for (const listener of listeners) listener();
    },
    dispose: () => undefined,
  };
}
