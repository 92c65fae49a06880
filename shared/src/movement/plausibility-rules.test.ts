import { describe, expect, it } from "vitest";
import { getExercise } from "../../test/exercise-library.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import { LANDMARK } from "./landmarks.ts";
import { judgeFrame } from "./plausibility-rules.ts";
import { copyPoseFrame, createPoseFrame } from "./pose-frame.ts";

const { frames } = synthesizeRecording(getExercise("squat"), { repetitions: 1, statureMetres: 2.1 });
const sound = frames[5]!;
const changed = (change: (frame: ReturnType<typeof createPoseFrame>) => void) => {
  const frame = copyPoseFrame(createPoseFrame(), sound);
  change(frame);
  return frame;
};

describe("frames no body can have made", () => {
  it("[PLA1] takes every frame of a real movement", () => {
    for (let i = 1; i < frames.length; i++) expect(judgeFrame(frames[i - 1], frames[i]!)).toBeUndefined();
  });

  it("[PLA2] refuses time that stands still, runs backwards or is none", () => {
    expect(judgeFrame(sound, sound)).toBe("frame/time_not_increasing");
    expect(judgeFrame(sound, frames[4]!)).toBe("frame/time_not_increasing");
    expect(
      judgeFrame(
        undefined,
        changed((frame) => {
          frame.atMs = Number.NaN;
        }),
      ),
    ).toBe("frame/not_a_time");
  });

  it("[PLA3] refuses bones longer than a metre and bodies wider than three", () => {
    const longBone = changed((frame) => {
      frame.world[3 * LANDMARK.leftWrist] = 3000;
    });
    expect(judgeFrame(undefined, longBone)).toBe("frame/impossible_body");
    const wide = changed((frame) => {
      frame.world[3 * LANDMARK.nose + 1] = -3200;
    });
    expect(judgeFrame(undefined, wide)).toBe("frame/impossible_body");
  });

  it("[PLA4] refuses points that are all in one place", () => {
    expect(
      judgeFrame(
        undefined,
        changed((frame) => void frame.world.fill(7)),
      ),
    ).toBe("frame/points_identical");
    expect(
      judgeFrame(
        undefined,
        changed((frame) => void frame.image.fill(7)),
      ),
    ).toBe("frame/points_identical");
  });

  it("[PLA5] refuses pictures of no shape and points far outside of them", () => {
    expect(
      judgeFrame(
        undefined,
        changed((frame) => {
          frame.aspect = 0;
        }),
      ),
    ).toBe("frame/impossible_picture");
    expect(
      judgeFrame(
        undefined,
        changed((frame) => {
          frame.aspect = Number.NaN;
        }),
      ),
    ).toBe("frame/impossible_picture");
    expect(
      judgeFrame(
        undefined,
        changed((frame) => {
          frame.image[0] = 5000;
        }),
      ),
    ).toBe("frame/out_of_range");
  });
});
