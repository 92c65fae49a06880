import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from "@ensemble/shared/movement/landmarks.ts";
import { TARGET_JOINTS } from "@ensemble/shared/session/annotation.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { type Limb, limbOf, targetArc } from "./target-arc.ts";

/** A left knee, a unit below the hip, with the foot `degrees` bent backwards (to the right in this picture). */
function knee(degrees: number, turnedDegrees = 0): Limb {
  const at = (angle: number) => {
    const radians = ((angle + turnedDegrees) * Math.PI) / 180;
    return { x: 3 + Math.sin(radians), y: 2 + Math.cos(radians) };
  };
  return { joint: { x: 3, y: 2 }, near: at(180), far: at(degrees), opposite: { x: 2, y: 2 }, neutral: "goesOn" };
}
const bends = fc.integer({ min: 13, max: 167 });
const degrees = fc.integer({ min: 1, max: 180 });

describe("a target at a joint", () => {
  it("is measured from the stretched limb, whichever way the body stands", () => {
    fc.assert(
      fc.property(bends, degrees, fc.integer({ min: 0, max: 359 }), (bent, wanted, turned) => {
        const arc = targetArc(knee(bent, turned), wanted);
        expect(arc?.bentDegrees).toBeCloseTo(bent, 6);
        if (bent !== wanted) expect(arc?.reached).toBe(bent > wanted);
      }),
    );
  });

  it("goes from the neutral position to the target, to the side to which the limb bends", () => {
    for (const bent of [30, -30]) {
      const arc = targetArc(knee(bent), 90);
      expect(arc?.from.x).toBeCloseTo(3, 9);
      expect(arc?.from.y).toBeCloseTo(3, 9);
      expect(arc?.to.x).toBeCloseTo(bent > 0 ? 4 : 2, 9);
      expect(arc?.to.y).toBeCloseTo(2, 9);
    }
  });

  it("has every point of its arc equally far from the joint", () => {
    fc.assert(
      fc.property(bends, degrees, (bent, wanted) => {
        const arc = targetArc(knee(bent), wanted);
        const radii = (arc?.arc ?? []).map(({ x, y }) => Math.hypot(x - 3, y - 2));
        expect(radii.length).toBeGreaterThan(2);
        for (const radius of radii) expect(radius).toBeCloseTo(radii[0] ?? 0, 9);
      }),
    );
  });

  it("does not flip from side to side while the limb is nearly stretched", () => {
    expect(targetArc(knee(3), 60, 1)?.turn).toBe(1);
    expect(targetArc(knee(-3), 60, 1)?.turn).toBe(1);
    expect(targetArc(knee(3), 60, -1)?.turn).toBe(-1);
    expect(targetArc(knee(40), 60, 1)?.turn).toBe(targetArc(knee(40), 60, -1)?.turn);
  });

  it("opens away from the body at first: an arm that hangs is lifted outwards", () => {
    const hanging = (side: 1 | -1): Limb => ({
      joint: { x: side, y: 0 },
      near: { x: side, y: 2 },
      far: { x: side, y: 1 },
      opposite: { x: -side, y: 0 },
      neutral: "liesAlong",
    });
    for (const side of [1, -1] as const) {
      const arc = targetArc(hanging(side), 90);
      expect(arc?.bentDegrees).toBeCloseTo(0, 9);
      expect(arc?.to.x).toBeCloseTo(2 * side, 9);
    }
  });

  it("opens as joints bend where a limb was never seen bent, whichever of two legs is in front of the other", () => {
    // From the side, toes to the right or to the left; what is behind is a little to one side or the other of what is in front.
    for (const facing of [1, -1] as const)
      for (const beside of [3, -3])
        for (const [joint, forwards] of [
          ["rightKnee", -1],
          ["leftKnee", -1],
          ["rightHip", 1],
          ["rightShoulder", 1],
        ] as const) {
          const limb = limbOf(sideways(facing, beside), joint);
          const arc = limb && targetArc(limb, 90);
          expect(Math.sign((arc?.to.x ?? 0) - (arc?.joint.x ?? 0)), joint).toBe(forwards * facing);
        }
  });

  it("is none for a limb without a length", () => {
    const limb = knee(30);
    expect(targetArc({ ...limb, far: limb.joint }, 90)).toBeUndefined();
    expect(targetArc({ ...limb, near: limb.joint }, 90)).toBeUndefined();
  });
});

describe("a limb of a body", () => {
  const body = (unseen?: number): DrawnBody => {
    const visibility = new Array<number>(LANDMARK_COUNT).fill(255);
    if (unseen !== undefined) visibility[unseen] = 10;
    return { points: new Array(2 * LANDMARK_COUNT).fill(1024), stride: 2, visibility, aspect: 2 };
  };

  it("is found for every joint that may have a target, in picture heights", () => {
    for (const joint of TARGET_JOINTS) expect(limbOf(body(), joint)?.joint).toEqual({ x: 1, y: 0.5 });
  });

  it("is none where a bone's end is not seen", () => {
    expect(limbOf(body(LANDMARK.leftAnkle), "leftKnee")).toBeUndefined();
    expect(limbOf(body(LANDMARK.rightAnkle), "leftKnee")).toBeDefined();
  });
});

/** Stands straight, the left side `beside` units from the right one, in a picture as wide as high. */
function sideways(facing: 1 | -1, beside: number): DrawnBody {
  const points = new Array<number>(2 * LANDMARK_COUNT).fill(1_024);
  const heights = {
    Shoulder: 600,
    Elbow: 750,
    Wrist: 880,
    Hip: 1_000,
    Knee: 1_350,
    Ankle: 1_700,
    Heel: 1_750,
  } as const;
  const put = (name: LandmarkName, x: number, y: number) => {
    points[2 * LANDMARK[name]] = x;
    points[2 * LANDMARK[name] + 1] = y;
  };
  for (const side of ["left", "right"] as const) {
    const x = 1_024 + (side === "left" ? beside : 0);
    for (const [part, y] of Object.entries(heights)) put(`${side}${part as keyof typeof heights}`, x, y);
    put(`${side}FootIndex`, x + 200 * facing, 1_760);
  }
  return { points, stride: 2, visibility: new Array<number>(LANDMARK_COUNT).fill(255), aspect: 1 };
}
