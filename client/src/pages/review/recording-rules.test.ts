import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import { describe, expect, it } from "vitest";
import { pictureAt, recordedSpans, soundsAt, soundsOf } from "./recording-rules.ts";

const recording = (
  recordingId: string,
  participantId: string | null,
  source: RecordingListing["source"],
  beginsAtMs: number,
  durationMs: number,
  state: RecordingListing["state"] = "whole",
) => ({ recordingId, participantId, source, beginsAtMs, durationMs, state }) as RecordingListing;

const recordings = [
  recording("ana's picture", "ana", "camera", 10_000, 20_000),
  recording("ana's voice", "ana", "microphone", 10_500, 19_000, "cutOff"),
  recording("thea's voice", "thea", "microphone", 8_000, 40_000),
  recording("bruno's voice", "bruno", "microphone", 8_000, 40_000),
  recording("spoilt", "ana", "microphone", 10_000, 20_000, "damaged"),
  recording("destroyed", null, "microphone", 10_000, 0, "destroyed"),
  recording("after a word alone", "ana", "camera", 40_000, 5_000),
  recording("and on", "ana", "camera", 46_000, 5_000),
];
const namesOf = (list: readonly RecordingListing[]) => list.map(({ recordingId }) => recordingId);

describe("recordings at a moment", () => {
  it("are the picture that has it, of this person", () => {
    expect(pictureAt(recordings, "ana", 9_999)).toBeUndefined();
    expect(pictureAt(recordings, "ana", 10_000)?.recordingId).toBe("ana's picture");
    expect(pictureAt(recordings, "ana", 47_000)?.recordingId).toBe("and on");
    expect(pictureAt(recordings, "bruno", 11_000)).toBeUndefined();
  });

  it("are the voices of those who are asked for, made ready a little earlier, and nobody else's", () => {
    expect(namesOf(soundsAt(recordings, ["ana", "thea"], 12_000))).toEqual(["ana's voice", "thea's voice"]);
    expect(namesOf(soundsAt(recordings, ["ana", "thea"], 8_000))).toEqual(["ana's voice", "thea's voice"]);
    expect(namesOf(soundsAt(recordings, ["ana", "thea"], 7_000))).toEqual(["thea's voice"]);
    expect(namesOf(soundsAt(recordings, ["ana"], 30_000))).toEqual([]);
    expect(namesOf(soundsOf(recordings, ["ana"]))).toEqual(["ana's voice"]);
  });

  it("are one stretch where one file goes on with another", () => {
    expect(recordedSpans(recordings, "ana")).toEqual([
      { startMs: 10_000, endMs: 30_000 },
      { startMs: 40_000, endMs: 51_000 },
    ]);
    expect(recordedSpans(recordings, "nobody")).toEqual([]);
  });
});
