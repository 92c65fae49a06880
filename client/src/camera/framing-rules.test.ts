import { LANDMARK, LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import { describe, expect, test } from "vitest";
import { advanceFraming, createFraming, judgeFraming, shoulderSpan } from "./framing-rules.ts";
import type { Light } from "./light-rules.ts";

interface Standing {
  /** Middle of the body and crown, in pictures; height of the body in picture heights. */
  middle?: number;
  crown?: number;
  height?: number;
  atMs?: number;
  hidden?: readonly number[];
  moved?: Readonly<Record<number, readonly [number, number]>>;
}

const lit = (brightness: number | undefined): Light | undefined =>
  brightness === undefined ? undefined : { brightness, glare: 0, person: 0.4 };

/** A person facing the camera, arms hanging, proportions of an adult. */
function standing({
  middle = 0.5,
  crown = 0.12,
  height = 0.75,
  atMs = 0,
  hidden = [],
  moved = {},
}: Standing = {}): PoseFrame {
  const places: Record<number, readonly [number, number]> = {
    [LANDMARK.nose]: [0, 0.08],
    [LANDMARK.leftShoulder]: [0.1, 0.19],
    [LANDMARK.rightShoulder]: [-0.1, 0.19],
    [LANDMARK.leftWrist]: [0.13, 0.49],
    [LANDMARK.rightWrist]: [-0.13, 0.49],
    [LANDMARK.leftIndex]: [0.14, 0.54],
    [LANDMARK.rightIndex]: [-0.14, 0.54],
    [LANDMARK.leftHip]: [0.06, 0.48],
    [LANDMARK.rightHip]: [-0.06, 0.48],
    [LANDMARK.leftAnkle]: [0.06, 0.95],
    [LANDMARK.rightAnkle]: [-0.06, 0.95],
    [LANDMARK.leftFootIndex]: [0.08, 1],
    [LANDMARK.rightFootIndex]: [-0.08, 1],
  };
  const aspect = 4 / 3;
  const image = new Float64Array(3 * LANDMARK_COUNT);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const [x, y] = places[i] ?? [0, 0.4];
    const [dx, dy] = moved[i] ?? [0, 0];
    image[3 * i] = middle + (height * x) / aspect + dx;
    image[3 * i + 1] = crown + height * y + dy;
  }
  const visibility = Float64Array.from({ length: LANDMARK_COUNT }, (_, i) => (hidden.includes(i) ? 0.2 : 0.95));
  return snapToGrid({ atMs, source: "camera", aspect, image, world: image, visibility }, createPoseFrame());
}

const nobody = (atMs = 0) =>
  snapToGrid({ atMs, source: "camera", aspect: 4 / 3, visibility: new Uint8Array(LANDMARK_COUNT) }, createPoseFrame());

describe("judging one frame", () => {
  test.each([
    ["well in the picture", standing(), 0.5, ""],
    ["nobody there", nobody(), 0.5, "no_person"],
    ["a dark room", standing(), 0.05, "too_dark"],
    ["a window behind", standing(), 0.97, "too_bright"],
    ["light not measured yet", standing(), undefined, ""],
    ["too close", standing({ height: 1.3, crown: -0.1 }), 0.5, "step_back"],
    ["filling the picture", standing({ height: 0.96, crown: 0.02 }), 0.5, "step_back"],
    ["far away", standing({ height: 0.25, crown: 0.4 }), 0.5, "step_closer"],
    ["feet cut off", standing({ crown: 0.4 }), 0.5, "feet_out_of_picture"],
    ["head cut off", standing({ crown: -0.08 }), 0.5, "head_out_of_picture"],
    ["on the right of the unmirrored picture", standing({ middle: 0.85 }), 0.5, "move_right"],
    ["on the left of the unmirrored picture", standing({ middle: 0.15 }), 0.5, "move_left"],
    ["a hand beyond the edge", standing({ moved: { [LANDMARK.leftWrist]: [0.5, 0] } }), 0.5, "hands_out_of_picture"],
    ["both hands hidden", standing({ hidden: [LANDMARK.leftWrist, LANDMARK.rightWrist] }), 0.5, "hands_out_of_picture"],
    [
      "from the side, the far hand and foot hidden",
      standing({ hidden: [LANDMARK.rightWrist, LANDMARK.rightAnkle, LANDMARK.rightFootIndex] }),
      0.5,
      "",
    ],
    [
      "a body upside down, made up by the estimator",
      standing({ moved: { [LANDMARK.leftHip]: [0, -0.4], [LANDMARK.rightHip]: [0, -0.4] } }),
      0.5,
      "head_out_of_picture",
    ],
  ])("%s", (_, frame, brightness, expected) => {
    expect(judgeFraming(frame, lit(brightness), "")).toBe(expected);
  });

  test("what is shown must be left clearly: at its limit it stays", () => {
    const atTheLimit = standing({ middle: 0.77 });
    expect(judgeFraming(atTheLimit, lit(0.5), "")).toBe("");
    expect(judgeFraming(atTheLimit, lit(0.5), "move_right")).toBe("move_right");
    expect(judgeFraming(standing(), lit(0.13), "")).toBe("");
    expect(judgeFraming(standing(), lit(0.13), "too_dark")).toBe("too_dark");
  });
});

describe("framing over time", () => {
  test("says nothing new for a glimpse and does so once it lasts", () => {
    const state = createFraming();
    for (let atMs = 0; atMs <= 500; atMs += 100) advanceFraming(state, standing({ atMs }), lit(0.5));
    expect(state.shown).toBe("");
    expect(advanceFraming(state, nobody(600), lit(0.5))).toBe("");
    expect(advanceFraming(state, standing({ atMs: 700 }), lit(0.5))).toBe("");
    const later = [800, 900, 1_000, 1_100, 1_200, 1_300, 1_400].map((atMs) =>
      advanceFraming(state, nobody(atMs), lit(0.5)),
    );
    expect(later).toEqual(["", "", "", "", "", "", "no_person"]);
  });

  test("does not flicker while somebody sways over a limit", () => {
    const state = createFraming();
    const shown: string[] = [];
    for (let atMs = 0; atMs < 10_000; atMs += 80) {
      const middle = 0.78 + ((atMs / 80) % 2 === 0 ? 0.02 : -0.02);
      shown.push(advanceFraming(state, standing({ middle, atMs }), lit(0.5)));
    }
    const changes = shown.filter((framing, index) => index > 0 && framing !== shown[index - 1]).length;
    expect(changes).toBeLessThanOrEqual(1);
  });

  test("begins with nobody", () => {
    expect(advanceFraming(createFraming(), nobody(), undefined)).toBe("no_person");
  });
});

test("light behind the person is said once place and picture are right, and taken back when it is clearly better", () => {
  const shadow = { brightness: 0.5, glare: 0.3, person: 0.08 };
  expect(judgeFraming(standing(), shadow, "")).toBe("backlit");
  expect(judgeFraming(nobody(), { ...shadow, person: undefined }, "")).toBe("no_person");
  expect(judgeFraming(standing({ middle: 0.9 }), shadow, "")).toBe("move_right");
  const better = { ...shadow, person: 0.18 };
  expect(judgeFraming(standing(), better, "")).toBe("");
  expect(judgeFraming(standing(), better, "backlit")).toBe("backlit");
});

test("shoulders are narrower in the picture of a camera that sees more", () => {
  const near = shoulderSpan(standing({ height: 0.8 }));
  const wide = shoulderSpan(standing({ height: 0.4 }));
  expect(near).toBeGreaterThan(0);
  expect((wide ?? 0) / (near ?? 1)).toBeCloseTo(0.5, 1);
  expect(shoulderSpan(nobody())).toBeUndefined();
  expect(shoulderSpan(standing({ hidden: [LANDMARK.leftShoulder] }))).toBeUndefined();
});
