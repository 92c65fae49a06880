// For tests: reads recordings of real people (JSON Lines, gzip) from the folder that ENSEMBLE_MOVEMENT_DATA names; they are research data and not part of this repository.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createPoseFrame, type PoseFrame, snapToGrid } from "../src/movement/pose-frame.ts";
import { parseRecordingFrame, parseRecordingHeader } from "../src/protocol/landmark-recording.ts";
import { type IndexedRecording, parseRecordingIndex } from "../src/protocol/recording-index.ts";

export function readIndex(folder: string): IndexedRecording[] {
  return parseRecordingIndex(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")));
}

export function readRecording(folder: string, file: string): PoseFrame[] {
  const [first = "", ...lines] = gunzipSync(readFileSync(join(folder, file)))
    .toString()
    .trim()
    .split("\n");
  const header = parseRecordingHeader(first);
  return lines.map((line) => snapToGrid(parseRecordingFrame(line, header), createPoseFrame()));
}
