import { expect, it } from "vitest";
import { isKeyFrameDue, type KeyFrameState } from "./key-frame-rules.ts";

const healthy: KeyFrameState = { broken: false, lastKeyFrameAtMs: 0, lastAskedAtMs: 0, lastPacketAtMs: 19_990 };

it.each<[string, boolean, Partial<KeyFrameState>]>([
  ["in its time", false, { lastKeyFrameAtMs: 10_100 }],
  ["ten seconds after the last", true, { lastKeyFrameAtMs: 10_000 }],
  ["while the question is on its way", false, { lastKeyFrameAtMs: 9_000, lastAskedAtMs: 19_100 }],
  ["when a second has brought no answer", true, { lastKeyFrameAtMs: 9_000, lastAskedAtMs: 19_000 }],
  ["after a loss, at once", true, { broken: true, lastKeyFrameAtMs: 19_900 }],
  ["after a loss, while the question is on its way", false, { broken: true, lastAskedAtMs: 19_600 }],
  ["at the beginning", true, { broken: true, lastKeyFrameAtMs: undefined, lastAskedAtMs: undefined }],
  ["of a camera that sends nothing", false, { broken: true, lastPacketAtMs: 18_900 }],
  ["of a camera that has sent nothing yet", false, { broken: true, lastPacketAtMs: undefined }],
])("a key frame %s is asked for: %s", (_, due, state) => {
  expect(isKeyFrameDue({ ...healthy, ...state }, 20_000)).toBe(due);
});
