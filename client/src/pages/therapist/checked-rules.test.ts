import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import { expect, it } from "vitest";
import { checkedNow } from "./checked-rules.ts";

const found = (line: DeviceCheckMessage["line"], lineCause: DeviceCheckMessage["lineCause"]): DeviceCheckMessage => {
  return { camera: "good", microphone: "quiet", speaker: "good", line, lineCause };
};

it("takes back that no picture gets through once pictures do", () => {
  const blocked = found("none", "blocked");
  expect(checkedNow(blocked, "excellent")).toEqual(found("good", ""));
  expect(checkedNow(blocked, "good")).toEqual(found("good", ""));
  expect(checkedNow(blocked, "poor")).toEqual(found("weak", ""));
});

it("leaves it where nothing flows, and whatever else was found", () => {
  const blocked = found("none", "blocked");
  expect(checkedNow(blocked, undefined)).toBe(blocked);
  expect(checkedNow(blocked, "lost")).toBe(blocked);
  const weak = found("weak", "radio");
  expect(checkedNow(weak, "excellent")).toBe(weak);
});
