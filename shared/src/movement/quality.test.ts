import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import type { Posture, TrackedExercise } from "../exercise/exercise.ts";
import { movementRuleOf } from "../exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import type { SyntheticOptions } from "../exercise/synthetic-recording.ts";
import { LANDMARK } from "./landmarks.ts";
import type { RepetitionFact } from "./movement-fact.ts";
import { copyPoseFrame, createPoseFrame, type PoseFrame } from "./pose-frame.ts";
import { knownShare, QUALITY_PARTS, type QualityParts, scoreQuality } from "./quality-rules.ts";

const squat = getExercise("squat");
const abduction = getExercise("shoulder-abduction");
const VIEW = { front: 0, oblique: 48, side: 85, back: 180 } as const;

function performed(
  exercise: TrackedExercise,
  options: Partial<SyntheticOptions> = {},
  change: (frame: PoseFrame, depth: number) => void = () => {},
): RepetitionFact[] {
  const { frames, truth } = synthesizeRecording(exercise, { repetitions: 4, ...options });
  const changed = frames.map((frame) => {
    const copy = copyPoseFrame(createPoseFrame(), frame);
    const one = truth.repetitions.find(({ startMs, endMs }) => frame.atMs >= startMs && frame.atMs < endMs);
    if (one) change(copy, Math.sin((Math.PI * (frame.atMs - one.startMs)) / (one.endMs - one.startMs)) ** 2);
    return copy;
  });
  return repetitionsIn(referee(exercise, changed));
}

/** The exercise done with something added to it that grows with the movement; judged as the exercise is. */
function performedWith(exercise: TrackedExercise, variant: Posture, options: Partial<SyntheticOptions> = {}) {
  const shown = { ...exercise, errors: [{ ...exercise.errors[0]!, cue: "added", variant }] };
  const { frames } = synthesizeRecording(shown, { repetitions: 4, error: "added", ...options });
  return repetitionsIn(referee(exercise, frames));
}
const compensatedBy = (repetitions: readonly RepetitionFact[]) =>
  new Set(repetitions.map(({ parts }) => parts.compensated?.by));
const mean = (repetitions: readonly RepetitionFact[], read: (one: RepetitionFact) => number) =>
  repetitions.reduce((sum, one) => sum + read(one), 0) / repetitions.length;
const scoreOf = (repetitions: readonly RepetitionFact[], part: keyof QualityParts & (typeof QUALITY_PARTS)[number]) => {
  expect(repetitions.length).toBeGreaterThan(0);
  return mean(repetitions, ({ parts }) => parts[part] ?? Number.NaN);
};

const ALL: QualityParts = {
  range: 100,
  form: 100,
  compensation: 100,
  tempo: 100,
  smoothness: 100,
  symmetry: 100,
  steadiness: 100,
  compensated: null,
};

describe("the score", () => {
  it("[QUA1] is the mean of the parts that are known, range weighing three, form and compensation two, the others one", () => {
    expect(scoreQuality(ALL)).toBe(100);
    expect(scoreQuality({ ...ALL, range: 0 })).toBe(Math.round((100 * 8) / 11));
    expect(scoreQuality({ ...ALL, compensation: 0 })).toBe(Math.round((100 * 9) / 11));
    expect(scoreQuality({ ...ALL, tempo: 0 })).toBe(Math.round((100 * 10) / 11));
    expect(scoreQuality({ ...ALL, range: 0, symmetry: null, smoothness: null })).toBe(Math.round((100 * 6) / 9));
    expect(scoreQuality({ ...ALL, tempo: 0 }, "tempo")).toBe(100);
    expect(scoreQuality({ ...ALL, ...Object.fromEntries(QUALITY_PARTS.map((part) => [part, null])) })).toBe(0);
  });

  it.each(EXERCISES.map(({ id }) => id))(
    "[QUA12] and every known part of the reference of %s are nearly full",
    (id) => {
      const exercise = getExercise(id);
      for (const [view, framesPerSecond] of [
        ["front", 8],
        ["side", 30],
      ] as const) {
        const repetitions = performed(exercise, { repetitions: 2, viewDegrees: VIEW[view], framesPerSecond });
        for (const { quality, parts } of repetitions) {
          expect(quality).toBeGreaterThanOrEqual(95);
          for (const part of QUALITY_PARTS) expect(parts[part] ?? 100).toBeGreaterThanOrEqual(80);
          expect(parts.compensated).toBeNull();
        }
      }
      const viewDegrees = VIEW[exercise.measures[0]!.views[0]!];
      expect(performed(exercise, { repetitions: 1, viewDegrees, framesPerSecond: 15 })).not.toEqual([]);
    },
  );

  it("[QUA13] is trusted less the more of it is unknown", () => {
    expect(knownShare(ALL)).toBe(1);
    expect(knownShare({ ...ALL, range: null })).toBeCloseTo(8 / 11, 12);
    const seen = performed(squat, { viewDegrees: VIEW.oblique });
    const hidden = performed(squat, { viewDegrees: VIEW.oblique }, ({ visibility }) => {
      visibility[LANDMARK.leftShoulder] = 0;
    });
    expect(mean(hidden, ({ parts }) => knownShare(parts))).toBeLessThan(mean(seen, ({ parts }) => knownShare(parts)));
    expect(mean(hidden, ({ confidence }) => confidence)).toBeLessThan(mean(seen, ({ confidence }) => confidence));
  });

  it("[QUA14] is the same for the right side as for the left", () => {
    const lean: Posture = { trunk: { trunkLateralFlexion: -14 } };
    const left = performedWith(abduction, lean, { side: "left" });
    const right = performedWith(abduction, lean, { side: "right" });
    expect(left.map(({ side }) => side)).toEqual(["left", "left", "left", "left"]);
    left.forEach(({ quality, parts }, i) => {
      expect(Math.abs(right[i]!.quality - quality)).toBeLessThanOrEqual(1);
      expect(right[i]!.parts.compensated?.by).toBe(parts.compensated?.by);
    });
  });

  it("[QUA15] of a cycle is that of both halves", () => {
    const tilt = getExercise("hip-abduction");
    const cycle: TrackedExercise = { ...tilt, repetition: { ...tilt.repetition, sides: "each", countUnit: "cycle" } };
    const leaning = (side: "none" | "left" | "both") => {
      const { truth } = synthesizeRecording(cycle, { repetitions: 4 });
      return performed(cycle, { repetitions: 4 }, (frame, depth) => {
        const half = truth.repetitions.find(({ startMs, endMs }) => frame.atMs >= startMs && frame.atMs < endMs);
        if (side === "none" || (side === "left" && half?.side !== "left")) return;
        for (let i = 0; i < LANDMARK.leftHip; i++) frame.world[3 * i]! += Math.round(190 * depth);
      });
    };
    const [upright, once, twice] = [leaning("none"), leaning("left"), leaning("both")];
    for (const repetitions of [upright, once, twice]) {
      expect(repetitions.map(({ side }) => side)).toEqual(["both", "both"]);
      for (const { quality, parts } of repetitions) expect(quality).toBe(scoreQuality(parts));
    }
    upright.forEach(({ parts }, i) => {
      const [least, most] = [twice[i]!.parts.compensation!, parts.compensation!];
      expect(least).toBeLessThan(most - 10);
      expect(once[i]!.parts.compensation).toBeGreaterThan(least + 3);
      expect(once[i]!.parts.compensation).toBeLessThan(most - 3);
      expect(once[i]!.parts.compensated?.by).toBe("trunkSideways");
    });
  });
});

describe("what the exercise asks for", () => {
  it("[QUA2] is the way attained against the target", () => {
    expect(scoreOf(performed(squat), "range")).toBe(100);
    expect(Math.abs(scoreOf(performed(squat, { amplitude: 0.7 }), "range") - 70)).toBeLessThanOrEqual(2);
  });

  it("[QUA3] is form: the time without an error of the exercise file", () => {
    const viewDegrees = VIEW.side;
    expect(scoreOf(performed(squat, { viewDegrees }), "form")).toBe(100);
    expect(scoreOf(performed(squat, { viewDegrees, error: "trunk_forward" }), "form")).toBeLessThan(70);
  });

  it("[QUA4] is tempo: full from 0.6 to 1.8 times the reference's own counted duration", () => {
    for (const tempoScale of [0.6, 0.8, 1, 1.5]) expect(scoreOf(performed(squat, { tempoScale }), "tempo")).toBe(100);
    expect(scoreOf(performed(squat, { tempoScale: 3 }), "tempo")).toBeLessThan(50);
    expect(scoreOf(performed(squat, { tempoScale: 0.35 }), "tempo")).toBeLessThan(70);
  });
});

describe("compensation", () => {
  const added: readonly [name: string, TrackedExercise, Posture, keyof typeof VIEW][] = [
    ["trunkSideways", abduction, { trunk: { trunkLateralFlexion: -16 } }, "front"],
    ["trunkForward", abduction, { trunk: { trunkFlexion: 20 } }, "side"],
    ["trunkBackward", abduction, { trunk: { trunkFlexion: -20 } }, "side"],
    ["pelvisTilt", squat, { trunk: { pelvicObliquity: 20 } }, "front"],
    ["kneeInward", squat, { both: { hipAbduction: -16, hipRotation: -26 } }, "front"],
  ];
  it.each(added)(
    "[QUA7] by %s is seen where it goes beyond the reference, named, and lowers the score",
    (name, exercise, variant, view) => {
      const viewDegrees = VIEW[view];
      const side = exercise.sides[0]!;
      const wrong = performedWith(exercise, variant, { viewDegrees, side });
      const right = performed(exercise, { viewDegrees, side });
      expect(compensatedBy(wrong)).toEqual(new Set([name]));
      expect(mean(wrong, ({ quality }) => quality)).toBeLessThan(mean(right, ({ quality }) => quality) - 4);
    },
  );

  it("[QUA7] by a hiked shoulder is seen", () => {
    const hiked = performed(abduction, { side: "left" }, (frame, depth) => {
      for (const point of ["leftShoulder", "leftElbow", "leftWrist"] as const) {
        frame.world[3 * LANDMARK[point] + 1]! -= Math.round(260 * depth);
      }
    });
    expect(compensatedBy(hiked)).toEqual(new Set(["shoulderHike"]));
  });

  it("[QUA7] by shifting the weight to one leg is seen", () => {
    const shifted = performed(squat, {}, (frame, depth) => {
      for (let i = 0; i < LANDMARK.leftKnee; i++) frame.world[3 * i]! += Math.round(160 * depth);
    });
    expect(compensatedBy(shifted)).toEqual(new Set(["weightShift"]));
    for (const { parts } of shifted) expect(parts.compensated!.degrees).toBeGreaterThan(5);
  });

  it("[QUA7] by momentum is seen: the first half thrown, the second left to itself", () => {
    const { frames } = synthesizeRecording(abduction, {
      repetitions: 4,
      side: "left",
      viewDegrees: 0,
      framesPerSecond: 60,
    });
    const { tempoMs } = abduction.reference;
    const startMs = 1500;
    // Time is squeezed to a fifth from 0.1 to 0.26 of the repetition, and stretched by as much as it saves from there to 0.4.
    const thrown = (phase: number) =>
      phase < 0.1 || phase > 0.4
        ? phase
        : phase < 0.26
          ? 0.1 + (phase - 0.1) / 5
          : 0.132 + ((phase - 0.26) * 0.268) / 0.14;
    const warped = frames.map((frame) => {
      const copy = copyPoseFrame(createPoseFrame(), frame);
      const at = (frame.atMs - startMs) / tempoMs;
      if (at > 0 && at < 4) copy.atMs = startMs + tempoMs * (Math.floor(at) + thrown(at - Math.floor(at)));
      return copy;
    });
    const repetitions = repetitionsIn(referee(abduction, warped));
    expect(repetitions).toHaveLength(4);
    expect(compensatedBy(repetitions)).toEqual(new Set(["momentum"]));
  });

  it("[QUA8] is none in what the exercise itself does: leaning in a side bend, shifting the weight onto one leg", () => {
    for (const id of [
      "lateral-trunk-tilt",
      "standing-straight-leg-raise",
      "side-lunge",
      "jumping-jack",
      "sit-to-stand",
    ]) {
      for (const { parts } of performed(getExercise(id))) expect(parts.compensation).toBeGreaterThanOrEqual(95);
    }
    const onOneLeg = performed(getExercise("standing-straight-leg-raise"), { side: "left" }, (frame, depth) => {
      for (let i = 0; i < LANDMARK.leftKnee; i++) frame.world[3 * i]! -= Math.round(60 * depth);
    });
    expect(compensatedBy(onOneLeg)).not.toContain("weightShift");
  });

  it("[QUA8] is not made of what a camera gets wrong from there, nor of knees that go outward", () => {
    const lean: Posture = { trunk: { trunkFlexion: 15 } };
    expect(compensatedBy(performedWith(abduction, lean, { viewDegrees: VIEW.side }))).toEqual(
      new Set(["trunkForward"]),
    );
    expect(compensatedBy(performedWith(abduction, lean, { viewDegrees: VIEW.front }))).toEqual(new Set([undefined]));
    const outward: Posture = { both: { hipAbduction: 14, hipRotation: 20 } };
    expect(compensatedBy(performedWith(squat, outward, { viewDegrees: VIEW.front }))).toEqual(new Set([undefined]));
  });
});

describe("symmetry", () => {
  it("[QUA9] [QUA16] of sides that move as one falls when one goes less far or later, names it, and is unknown from the side", () => {
    const frontRaise = getExercise("arm-lift");
    const even = performed(frontRaise);
    const less: RepetitionFact[] = performedWith(squat, { active: { kneeFlexion: 0 } });
    expect(scoreOf(even, "symmetry")).toBe(100);
    expect(scoreOf(less, "symmetry")).toBe(100);
    const { frames } = synthesizeRecording(squat, { repetitions: 4, framesPerSecond: 30 });
    const withLate = (lateFrames: number, bend: number) =>
      repetitionsIn(
        referee(
          squat,
          frames.map((frame, i) => {
            const copy = copyPoseFrame(createPoseFrame(), frame);
            const source = frames[Math.max(0, i - lateFrames)]!;
            for (const point of ["rightKnee", "rightAnkle", "rightHeel", "rightFootIndex"] as const) {
              for (const axis of [0, 1, 2]) {
                const at = 3 * LANDMARK[point] + axis;
                copy.world[at] = Math.round(bend * source.world[at]! + (1 - bend) * frames[0]!.world[at]!);
              }
            }
            return copy;
          }),
        ),
      );
    expect(scoreOf(withLate(0, 1), "symmetry")).toBe(100);
    expect(scoreOf(withLate(0, 0.6), "symmetry")).toBeLessThan(90);
    expect(scoreOf(withLate(15, 1), "symmetry")).toBeLessThan(90);
    const unevenIn = (repetitions: readonly RepetitionFact[]) => repetitions.map(({ parts }) => parts.uneven);
    for (const uneven of unevenIn(withLate(0, 1))) expect(uneven).toBeNull();
    for (const uneven of unevenIn(withLate(0, 0.6))) expect(uneven).toEqual({ side: "right", by: "way" });
    for (const uneven of unevenIn(withLate(15, 1))) expect(uneven).toEqual({ side: "right", by: "time" });
    for (const { parts } of performed(squat, { viewDegrees: VIEW.side })) expect(parts.symmetry).toBeNull();
  });

  it("[QUA10] [QUA16] of sides that take turns is this one's way against the other's usual one, once both have had their turns, and the lesser is named at either's turn", () => {
    const marching = getExercise("hip-abduction");
    const { frames, truth } = synthesizeRecording(marching, { repetitions: 8, side: "both" });
    const weak = synthesizeRecording(marching, { repetitions: 8, side: "both", amplitude: 0.7 }).frames;
    const isRight = (atMs: number) =>
      truth.repetitions.some(({ side, startMs, endMs }) => side === "right" && atMs >= startMs && atMs < endMs);
    expect(new Set(truth.repetitions.map(({ side }) => side))).toEqual(new Set(["left", "right"]));
    const even = repetitionsIn(referee(marching, frames));
    const uneven = repetitionsIn(
      referee(
        marching,
        frames.map((frame, i) => (isRight(frame.atMs) ? weak[i]! : frame)),
      ),
    );
    expect(even.slice(0, 4).map(({ parts }) => parts.symmetry)).toEqual([null, null, null, null]);
    for (const { parts } of even.slice(4)) expect(parts.symmetry).toBe(100);
    for (const { parts } of uneven.slice(4)) {
      expect(parts.symmetry).toBeLessThan(70);
      expect(parts.uneven).toEqual({ side: "right", by: "way" });
    }
    const oneSide = repetitionsIn(
      referee(marching, synthesizeRecording(marching, { repetitions: 4, side: "left" }).frames),
    );
    for (const { parts } of oneSide) expect(parts.symmetry).toBeNull();
  });
});

describe("steadiness", () => {
  it("[QUA11] falls with swaying, not with leaning once", () => {
    const swaying = (times: number) =>
      performed(abduction, { side: "left" }, (frame, depth) => {
        const sway = Math.round(110 * depth * Math.sin(times * frame.atMs * 0.004));
        for (let i = 0; i < LANDMARK.leftHip; i++) frame.world[3 * i]! += sway;
      });
    const leaning = performedWith(abduction, { trunk: { trunkLateralFlexion: -16 } }, { side: "left" });
    expect(scoreOf(performed(abduction, { side: "left" }), "steadiness")).toBe(100);
    expect(scoreOf(leaning, "steadiness")).toBeGreaterThanOrEqual(95);
    expect(scoreOf(swaying(2), "steadiness")).toBeLessThan(60);
  });

  it("[QUA11] does not hang on the frame rate, and bears a camera's jitter", () => {
    for (const framesPerSecond of [8, 15, 60]) {
      expect(
        scoreOf(performed(abduction, { side: "left", framesPerSecond, noiseMetres: 0.008 }), "steadiness"),
      ).toBeGreaterThan(90);
    }
  });

  it("[QUA11] takes a way that the reference goes twice for none: standing up leans forward on both ways", () => {
    const sitToStand = getExercise("sit-to-stand");
    expect(scoreOf(performed(sitToStand, { viewDegrees: VIEW.side }), "steadiness")).toBeGreaterThanOrEqual(95);
  });

  it("[QUA11] of a hold falls with trembling of what is held, not with sinking a little", () => {
    const { keyframes, tempoMs } = squat.reference;
    const [lower, upper] = [keyframes[2]!, keyframes[3]!];
    const hold: TrackedExercise = {
      ...squat,
      repetition: { ...squat.repetition, holdMs: 1500 },
      reference: {
        ...squat.reference,
        tempoMs: 2 * tempoMs,
        keyframes: keyframes.map((keyframe) =>
          keyframe === lower ? { ...keyframe, at: 0.25 } : keyframe === upper ? { ...keyframe, at: 0.75 } : keyframe,
        ),
      },
    };
    const bent = (degreesAt: (atMs: number) => number) => {
      const { frames } = synthesizeRecording(hold, { repetitions: 3, viewDegrees: VIEW.front });
      const shallow = synthesizeRecording(hold, { repetitions: 3, viewDegrees: VIEW.front, amplitude: 0.85 }).frames;
      // Between the full squat and one that is 12.75° less deep.
      const mixed = frames.map((frame, i) => {
        const copy = copyPoseFrame(createPoseFrame(), frame);
        const weight = degreesAt(frame.atMs) / 12.75;
        for (let at = 0; at < 99; at++) {
          copy.world[at] = Math.round((1 - weight) * frame.world[at]! + weight * shallow[i]!.world[at]!);
        }
        return copy;
      });
      return repetitionsIn(referee(hold, mixed));
    };
    const period = hold.reference.tempoMs;
    expect(
      scoreOf(
        bent(() => 0),
        "steadiness",
      ),
    ).toBe(100);
    expect(
      scoreOf(
        bent((atMs) => (8 * ((atMs - 1500) % period)) / period),
        "steadiness",
      ),
    ).toBeGreaterThanOrEqual(95);
    expect(
      scoreOf(
        bent((atMs) => 4 + 4 * Math.sin(atMs * 0.009)),
        "steadiness",
      ),
    ).toBeLessThan(60);
  });

  it("[QUA11] is unknown where the trunk is not seen", () => {
    const hidden = performed(squat, { viewDegrees: VIEW.side }, () => {}).map(({ parts }) => parts.steadiness);
    expect(hidden).not.toContain(null);
    const { frames } = synthesizeRecording(squat, { repetitions: 3, viewDegrees: VIEW.side });
    const unseen = frames.map((frame) => {
      const copy = copyPoseFrame(createPoseFrame(), frame);
      copy.visibility[LANDMARK.leftShoulder] = 0;
      return copy;
    });
    for (const { parts } of repetitionsIn(
      referee(movementRuleOf({ ...squat, repetition: { ...squat.repetition, guards: [] } }), unseen),
    )) {
      expect(parts.steadiness).toBeNull();
    }
  });
});
