import { createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { expect, test } from "vitest";
import { boneIndex, boneOffsets, measureAvatar } from "./avatar-bones.ts";
import { AVATAR_LOOKS } from "./avatar-looks.ts";
import { shiftFoot } from "./shift-foot.ts";
import { createSolvedAvatar, solveAvatar } from "./solve-avatar.ts";

test("the foot goes where it is asked to, the leg keeps its length and the other leg its place", () => {
  const { build } = AVATAR_LOOKS[0]!;
  const solved = solveAvatar(createSolvedAvatar(), createAvatarPose(), boneOffsets(build), measureAvatar(build), 0.1);
  const before = Float64Array.from(solved.joints);
  shiftFoot(solved, "Left", 0.04, -0.02);
  const moved = (bone: "LeftFoot" | "RightFoot" | "LeftUpLeg") =>
    [0, 1, 2].map((k) => solved.joints[3 * boneIndex(bone) + k]! - before[3 * boneIndex(bone) + k]!);
  expect(moved("LeftFoot")[0]).toBeCloseTo(0.04, 3);
  expect(moved("LeftFoot")[2]).toBeCloseTo(-0.02, 3);
  expect(moved("RightFoot")).toEqual([0, 0, 0]);
  const length = (joints: Float64Array) =>
    Math.hypot(
      ...[0, 1, 2].map((k) => joints[3 * boneIndex("LeftFoot") + k]! - joints[3 * boneIndex("LeftUpLeg") + k]!),
    );
  expect(length(solved.joints)).toBeCloseTo(length(before), 9);
});
