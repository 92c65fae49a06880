import { describe, expect, it } from "vitest";
import { getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import { LANDMARK } from "./landmarks.ts";
import { copyPoseFrame, createPoseFrame, type PoseFrame } from "./pose-frame.ts";

const squat = getExercise("squat");
const squats = synthesizeRecording(squat, { repetitions: 4 }).frames;
const abduction = getExercise("shoulder-abduction");

/** Somebody who stands, and whose knees the camera's depth moves forward and back: bent by the same angle as in the squat, at no height lost. */
function kneesBentInDepth(frames: readonly PoseFrame[]): PoseFrame[] {
  const standing = frames[0]!;
  const z = (frame: PoseFrame, name: "leftKnee" | "leftHip" | "rightKnee") => frame.world[3 * LANDMARK[name] + 2]!;
  const forwardOf = (frame: PoseFrame) => z(frame, "leftKnee") - z(frame, "leftHip");
  return frames.map((frame) => {
    const bent = copyPoseFrame(createPoseFrame(), standing);
    bent.atMs = frame.atMs;
    for (const name of ["leftKnee", "rightKnee"] as const) {
      bent.world[3 * LANDMARK[name] + 2]! += forwardOf(frame) - forwardOf(standing);
    }
    return bent;
  });
}

describe("the height of the hips", () => {
  it("[REP18] knees that only the camera's depth bends are no squat: the hips stay where they were", () => {
    expect(repetitionsIn(referee(squat, squats))).toHaveLength(4);
    const facts = referee(squat, kneesBentInDepth(squats));
    expect(facts.filter(({ kind }) => kind === "partialRepetition")).toHaveLength(0);
    expect(repetitionsIn(facts)).toHaveLength(0);
  });

  it("[REP18] getting up brings the hips up: knees that straighten in depth alone are no sit-to-stand", () => {
    expect(repetitionsIn(referee(getExercise("sit-to-stand"), squats))).not.toHaveLength(0);
    expect(repetitionsIn(referee(getExercise("sit-to-stand"), kneesBentInDepth(squats)))).toHaveLength(0);
  });

  it("[REP18] arms that go up while the hips go down are part of a squat, not an arm raise", () => {
    const withArms = structuredClone(squat);
    for (const posture of Object.values(withArms.reference.postures)) {
      if (posture.both?.hipFlexion === undefined) continue;
      posture.both.shoulderFlexion = 0;
      posture.both.shoulderAbduction = 92;
    }
    const { frames } = synthesizeRecording(withArms, { repetitions: 4 });
    expect(repetitionsIn(referee(squat, frames))).toHaveLength(4);
    expect(repetitionsIn(referee(abduction, frames))).toHaveLength(0);
  });

  it("[REP18] hips that sink while the arms are on their way back are part of a squat too", () => {
    const sinking = structuredClone(abduction);
    const { postures } = squat.reference;
    sinking.reference.postures = {
      ...sinking.reference.postures,
      third: { ...postures.peak!, both: { ...postures.peak!.both, shoulderFlexion: 0, shoulderAbduction: 60 } },
    };
    sinking.reference.keyframes = [
      { at: 0, posture: "rest" },
      { at: 0.3, posture: "peak" },
      { at: 0.6, posture: "third" },
      { at: 0.7, posture: "third" },
      { at: 1, posture: "rest" },
    ];
    const { frames } = synthesizeRecording(sinking, { repetitions: 4, side: "both" });
    expect(repetitionsIn(referee(abduction, frames))).toHaveLength(0);
  });

  it("[REP18] whoever sits is counted: it is the change that matters", () => {
    const seated = structuredClone(abduction);
    seated.reference.base = {
      ...seated.reference.base,
      both: { ...seated.reference.base?.both, hipFlexion: 90, kneeFlexion: 90 },
    };
    expect(repetitionsIn(referee(abduction, synthesizeRecording(seated, { repetitions: 5 }).frames))).toHaveLength(5);
  });
});
