import { describe, expect, it } from "vitest";
import { getExercise } from "../../test/exercise-library.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import { createBodyPoints, readBodyPoints } from "../movement/body-points.ts";
import { createClinicalAngles, readClinicalAngles } from "../movement/clinical-angles.ts";
import { LANDMARK } from "../movement/landmarks.ts";
import { angleIndex } from "../movement/motion.ts";
import { judgeFrame } from "../movement/plausibility-rules.ts";
import { createPoseFrame, snapToGrid } from "../movement/pose-frame.ts";
import {
  parseRecordingFrame,
  parseRecordingHeader,
  type RecordingHeader,
  writeRecordingFrame,
  writeRecordingHeader,
} from "./landmark-recording.ts";

const HEADER = { format: "pose-landmarks/1", landmarks: "blazepose33" } as const;
const points = () => Array.from({ length: 33 }, (_, i) => [i / 100, -i / 50, 0.1, 0.9]);
const squatting = () => synthesizeRecording(getExercise("squat"), { repetitions: 1, viewDegrees: 60 }).frames[105]!;

describe("a recording's header", () => {
  it("is read as it was written, with what was added left aside", () => {
    const line = writeRecordingHeader("squat", 30, { truth: { repetitions: [] } });
    expect(parseRecordingHeader(line)).toEqual({ ...HEADER, frameRate: 30, exercise: "squat" });
  });

  it.each([
    ["{", "not JSON"],
    ["[]", "no JSON object"],
    [JSON.stringify({ ...HEADER, format: "pose-landmarks/2" }), "format"],
    [JSON.stringify({ ...HEADER, landmarks: "coco17" }), "landmarks"],
    [JSON.stringify({ ...HEADER, imageUnits: "picture" }), "aspect"],
  ])("is refused with what is wrong: %s", (line, reason) => {
    expect(() => parseRecordingHeader(line)).toThrow(reason);
  });
});

describe("a recording's frame", () => {
  it("is on the grid what it was before it was written", () => {
    const frame = squatting();
    const read = snapToGrid(parseRecordingFrame(writeRecordingFrame(frame), HEADER), createPoseFrame());
    expect(read.world).toEqual(frame.world);
    expect(read.visibility).toEqual(frame.visibility);
    expect(read.atMs).toBe(frame.atMs);
  });

  it("may hold nobody", () => {
    const pose = parseRecordingFrame('{"t":40,"world":null}', HEADER);
    expect(pose).toMatchObject({ atMs: 40, world: undefined, image: undefined });
  });

  it.each<[string, string, RecordingHeader?]>([
    ['{"t":0,"world":[[NaN,0,0,1]]}', "not JSON"],
    [JSON.stringify({ world: points() }), "t is no number"],
    [JSON.stringify({ t: 0 }), "neither world nor image"],
    [JSON.stringify({ t: 0, world: points().slice(1) }), "32 landmarks, not 33"],
    [
      JSON.stringify({ t: 0, world: points().with(12, [0, Number.NaN, 0, 1]) }),
      "landmark 12 (rightShoulder): y is no number",
    ],
    [JSON.stringify({ t: 0, world: points() }).replace("0.1", "1e999"), "z is no number"],
    [JSON.stringify({ t: 0, world: points().with(0, [0, 0, 0]) }), "landmark 0 (nose) is not"],
    [JSON.stringify({ t: 0, image: points() }), "no imageUnits"],
  ])("is refused with what is wrong: %.40s", (line, reason) => {
    expect(() => parseRecordingFrame(line, HEADER)).toThrow(reason);
  });

  it("in the picture is told by the picture's own landmarks and aspect", () => {
    const pose = parseRecordingFrame(JSON.stringify({ t: 0, image: points() }), {
      ...HEADER,
      imageUnits: "picture",
      aspect: 1.5,
    });
    expect(pose.aspect).toBe(1.5);
    expect(pose.world).toBeUndefined();
    expect([...(pose.image as Float64Array).slice(3, 6)]).toEqual([0.01, -0.02, 0.1]);
  });

  it("scaled to the body's height is a body that can be, with its angles, however low it is and long its depth is drawn", () => {
    const frame = squatting();
    const heights = Array.from({ length: 33 }, (_, i) => frame.world[3 * i + 1]!);
    const height = Math.max(...heights) - Math.min(...heights);
    const image = Array.from({ length: 33 }, (_, i) => [
      ...Array.from(frame.world.subarray(3 * i, 3 * i + 2), (value) => value / height + 0.4),
      ((frame.world[3 * i + 2]! / height) * 10) / 3 + 0.4,
      1,
    ]);
    const line = JSON.stringify({ t: 0, image });
    const read = snapToGrid(parseRecordingFrame(line, { ...HEADER, imageUnits: "body" }), createPoseFrame());
    expect(judgeFrame(undefined, read)).toBeUndefined();
    expect(read.world[3 * LANDMARK.leftHip]! + read.world[3 * LANDMARK.rightHip]!).toBeCloseTo(0, -1);
    expect(kneeDegrees(read)).toBeGreaterThan(80);
    expect(Math.abs(kneeDegrees(read) - kneeDegrees(frame))).toBeLessThan(0.5);
  });
});

function kneeDegrees(frame: ReturnType<typeof createPoseFrame>): number {
  const [body, angles] = [createBodyPoints(), createClinicalAngles()];
  readBodyPoints(frame, body);
  readClinicalAngles(body, angles);
  return angles.degrees[angleIndex("kneeFlexion", "left")]!;
}
