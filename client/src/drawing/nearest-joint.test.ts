import { LANDMARK, LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import type { TargetJoint } from "@ensemble/shared/session/annotation.ts";
import { expect, it } from "vitest";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { nearestJoint } from "./nearest-joint.ts";

/** In a picture twice as wide as high; everything else lies in a corner. */
function bodyWith(
  joints: Partial<Record<TargetJoint, readonly [number, number]>>,
  unseen: readonly TargetJoint[] = [],
): DrawnBody {
  const points = new Array<number>(2 * LANDMARK_COUNT).fill(0);
  const visibility = new Array<number>(LANDMARK_COUNT).fill(255);
  for (const [joint, [x, y]] of Object.entries(joints)) {
    points[2 * LANDMARK[joint as TargetJoint]] = x;
    points[2 * LANDMARK[joint as TargetJoint] + 1] = y;
  }
  for (const joint of unseen) visibility[LANDMARK[joint]] = 0;
  return { points, stride: 2, visibility, aspect: 2 };
}

it("is the one that is least far on the body: to the side, half as many of the picture's units are as far", () => {
  const body = bodyWith({ leftKnee: [1_000, 1_250], rightKnee: [1_200, 1_000] });
  expect(nearestJoint(body, [1_000, 1_000])).toBe("leftKnee");
  expect(nearestJoint(body, [1_150, 1_000])).toBe("rightKnee");
});

it("is none far from all of them, and none that is not seen", () => {
  expect(nearestJoint(bodyWith({ leftKnee: [1_000, 1_000] }), [1_400, 1_000])).toBeUndefined();
  expect(nearestJoint(bodyWith({ leftKnee: [1_000, 1_000] }, ["leftKnee"]), [1_000, 1_000])).toBeUndefined();
});

it("is the leg in front where it hides the other, though one points a little nearer to where that one is guessed", () => {
  const body = bodyWith({ leftKnee: [1_000, 1_000], rightKnee: [1_030, 1_000] });
  const visibility = new Array<number>(LANDMARK_COUNT).fill(255);
  visibility[LANDMARK.leftKnee] = 120;
  expect(nearestJoint({ ...body, visibility }, [990, 1_000])).toBe("rightKnee");
  visibility[LANDMARK.leftKnee] = 250;
  expect(nearestJoint({ ...body, visibility }, [990, 1_000])).toBe("leftKnee");
});

it("is the one pointed at where legs stand apart, however well the other is seen", () => {
  const visibility = new Array<number>(LANDMARK_COUNT).fill(255);
  visibility[LANDMARK.leftKnee] = 60;
  const body = { ...bodyWith({ leftKnee: [1_000, 1_000], rightKnee: [1_100, 1_000] }), visibility };
  expect(nearestJoint(body, [1_000, 1_000])).toBe("leftKnee");
});
