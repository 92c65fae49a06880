import { AVATAR_SEGMENTS, type AvatarSegment, createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { blendPoses, mirrorPose } from "./blend-poses.ts";

const HALF = Math.SQRT1_2;
const rotationOf = (pose: ReturnType<typeof createAvatarPose>, segment: AvatarSegment) => [
  ...pose.rotations.slice(4 * AVATAR_SEGMENTS.indexOf(segment), 4 * AVATAR_SEGMENTS.indexOf(segment) + 4),
];

const part = fc.integer({ min: -100, max: 100 });
const anyPose = fc.array(fc.tuple(part, part, part, part), { minLength: 16, maxLength: 16 }).map((rotations) => {
  const pose = createAvatarPose();
  // 101.5 keeps every rotation away from the one that has no length.
  const unit = ([x, y, z, w]: readonly [number, number, number, number]) => {
    const q = [x, y, z, w + 101.5];
    return q.map((value) => value / Math.hypot(...q));
  };
  pose.rotations.set(rotations.flatMap(unit));
  return pose;
});

test("a mirrored mirror image is the body itself", () => {
  fc.assert(
    fc.property(anyPose, (pose) => {
      const twice = mirrorPose(createAvatarPose(), mirrorPose(createAvatarPose(), pose));
      pose.rotations.forEach((value, i) => {
        expect(twice.rotations[i]).toBeCloseTo(value, 12);
      });
    }),
  );
});

test("an arm raised to the person's left is raised to the other side in the mirror", () => {
  const pose = createAvatarPose();
  pose.rotations.set([0, 0, HALF, HALF], 4 * AVATAR_SEGMENTS.indexOf("leftUpperArm"));
  const mirrored = mirrorPose(createAvatarPose(), pose);
  const [x, y, z, w] = rotationOf(mirrored, "rightUpperArm");
  expect([x, y, z, w].map((value) => value! + 0)).toEqual([0, 0, -HALF, HALF]);
  expect(rotationOf(mirrored, "leftUpperArm")[3]).toBe(1);
});

test("half way between standing and a knee bent by 90° is a knee bent by 45°", () => {
  const bent = createAvatarPose();
  bent.rotations.set([HALF, 0, 0, HALF], 4 * AVATAR_SEGMENTS.indexOf("leftShin"));
  const half = blendPoses(createAvatarPose(), createAvatarPose(), bent, 0.5);
  expect((2 * Math.asin(rotationOf(half, "leftShin")[0]!) * 180) / Math.PI).toBeCloseTo(45, 9);
});

test("the same rotation written with the opposite sign is no movement", () => {
  fc.assert(
    fc.property(anyPose, fc.double({ min: -0.5, max: 1.5, noNaN: true }), (pose, share) => {
      const negated = createAvatarPose();
      negated.rotations.set(pose.rotations.map((value) => -value));
      const blended = blendPoses(createAvatarPose(), pose, negated, share);
      pose.rotations.forEach((value, i) => {
        expect(blended.rotations[i]).toBeCloseTo(value, 6);
      });
    }),
  );
});

test("who sits keeps their legs while the rest comes to ease", () => {
  const [sitting, idle] = [createAvatarPose(), createAvatarPose()];
  sitting.rotations.set([-HALF, 0, 0, HALF], 4 * AVATAR_SEGMENTS.indexOf("rightThigh"));
  sitting.rotations.set([-HALF, 0, 0, HALF], 4 * AVATAR_SEGMENTS.indexOf("rightForearm"));
  const blended = blendPoses(createAvatarPose(), sitting, idle, 1, 0);
  expect(rotationOf(blended, "rightThigh")[0]).toBeCloseTo(-HALF, 9);
  expect(rotationOf(blended, "rightForearm")[0]).toBeCloseTo(0, 9);
});
