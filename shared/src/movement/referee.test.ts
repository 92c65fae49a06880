import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { demonstrateExercise } from "../exercise/demonstrate.ts";
import { measurePose, movementRuleOf } from "../exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import { LANDMARK } from "./landmarks.ts";
import type { MovementFact } from "./movement-fact.ts";
import { copyPoseFrame, createPoseFrame, type PoseFrame } from "./pose-frame.ts";
import { advanceReferee, createReferee, finishReferee, readReferee, restoreReferee, saveReferee } from "./referee.ts";

const squat = getExercise("squat");
const cuesOf = (facts: readonly MovementFact[]) =>
  facts.filter(({ kind }) => kind === "cueRaised" || kind === "cueCleared");
const changed = (frames: readonly PoseFrame[], change: (frame: PoseFrame) => void) =>
  frames.map((frame) => {
    const copy = copyPoseFrame(createPoseFrame(), frame);
    change(copy);
    return copy;
  });

describe("range of motion", () => {
  it.each(EXERCISES.map(({ id }) => id))("[ROM1] of %s is within one degree of the truth without noise", (id) => {
    const exercise = getExercise(id);
    const viewDegrees = { front: 0, oblique: 48, side: 80, back: 180 }[exercise.measures[0]!.views[0]!];
    // One of each side where sides take turns.
    const { frames, truth } = synthesizeRecording(exercise, { repetitions: 2, viewDegrees });
    const counted = repetitionsIn(referee(exercise, frames));
    expect(counted).toHaveLength(2);
    counted.forEach(({ rangeDegrees }, i) => {
      const { minimumDegrees, maximumDegrees } = truth.repetitions[i]!;
      expect(rangeDegrees.measurable).toBe(true);
      expect(Math.abs(rangeDegrees.maximum - maximumDegrees)).toBeLessThan(1);
      expect(Math.abs(rangeDegrees.minimum - minimumDegrees)).toBeLessThan(1);
    });
  });

  it.each([
    ["sit-to-stand", "who stands up beyond straight", 1.05, 80],
    ["sit-to-stand-arms", "who stands up beyond straight", 1.05, 80],
    ["shoulder-front-raise", "an arm that goes forward before it rises", 0.9, 48],
    ["lower-trunk-rotation", "knees that come back from the other side", 0.75, 48],
  ] as const)("[ROM1] of %s is so also of %s", (id, _, amplitude, viewDegrees) => {
    const exercise = getExercise(id);
    const side = exercise.sides.includes("left") ? "left" : "both";
    const { frames, truth } = synthesizeRecording(exercise, { repetitions: 4, side, amplitude, viewDegrees });
    const counted = repetitionsIn(referee(exercise, frames, { side }));
    expect(counted).toHaveLength(4);
    counted.forEach(({ rangeDegrees }, i) => {
      expect(Math.abs(rangeDegrees.minimum - truth.repetitions[i]!.minimumDegrees)).toBeLessThan(0.8);
      expect(Math.abs(rangeDegrees.maximum - truth.repetitions[i]!.maximumDegrees)).toBeLessThan(0.8);
    });
  });

  it("[ROM2] is given only from a view that allows it, and the reading says so", () => {
    const rule = movementRuleOf(squat);
    for (const [viewDegrees, fits] of [
      [0, false],
      [20, false],
      [45, true],
      [90, true],
      [-90, true],
      [150, false],
    ] as const) {
      const state = createReferee(rule, { side: "both" });
      const facts: MovementFact[] = [];
      const { frames } = synthesizeRecording(squat, { repetitions: 2, viewDegrees });
      for (const frame of frames) facts.push(...structuredClone(advanceReferee(state, frame)));
      expect(repetitionsIn(facts).map(({ rangeDegrees }) => rangeDegrees.measurable)).toEqual([fits, fits]);
      expect(readReferee(state).viewFits).toBe(fits);
    }
  });

  it("[ROM3] has an interval that contains the published error of the camera, on the side where it is", () => {
    const fromSide = repetitionsIn(
      referee(squat, synthesizeRecording(squat, { repetitions: 1, viewDegrees: 90 }).frames),
    )[0]!;
    const oblique = repetitionsIn(
      referee(squat, synthesizeRecording(squat, { repetitions: 1, viewDegrees: 50 }).frames),
    )[0]!;
    // Cosoli et al. 2026, measured less true: −2.3 ± 6.4° from the side, limits of agreement −43.5° and 15.5° over views of 45° to 90°.
    // Of a true 90° the camera makes 75.2° to 100.2°: from the one the truth is reached above, from the other below.
    const { above95, below95 } = fromSide.rangeDegrees;
    expect(75.2 + above95).toBeGreaterThanOrEqual(90);
    expect(100.2 - below95).toBeLessThanOrEqual(90);
    expect(below95).toBeLessThan(11);
    expect(oblique.rangeDegrees.above95).toBeCloseTo(43.5, 1);
    expect(oblique.rangeDegrees.below95).toBeGreaterThanOrEqual(15.5);
  });

  it("[ROM3] has as much interval below as above where nobody published which way the camera errs", () => {
    const abduction = getExercise("shoulder-abduction");
    const [raised] = repetitionsIn(referee(abduction, synthesizeRecording(abduction, { repetitions: 1 }).frames));
    expect(raised?.rangeDegrees.below95).toBe(raised?.rangeDegrees.above95);
    expect(raised?.rangeDegrees.below95).toBeGreaterThan(0);
  });
});

describe("range of motion of further measures", () => {
  const measured = EXERCISES.filter(({ measures }) => measures.length > 1);

  it.each(measured.map(({ id }) => id))("[ROM5] of %s is measured beside the first, from its own views", (id) => {
    const exercise = getExercise(id);
    const { frames, truth } = synthesizeRecording(exercise, { repetitions: 2, viewDegrees: 45 });
    const facts = repetitionsIn(referee(exercise, frames));
    expect(facts).toHaveLength(2);
    const { side } = truth.repetitions[0]!;
    exercise.measures.slice(1).forEach(({ motion, views }, i) => {
      const angles = Array.from({ length: 51 }, (_, k) =>
        measurePose(demonstrateExercise(exercise, { phase: k / 50, side }), motion, side),
      );
      const range = facts[0]!.otherRangesDegrees[i]!;
      expect(range.measurable, motion).toBe(views.includes("oblique"));
      if (!range.measurable) return;
      expect(Math.abs(range.maximum - Math.max(...angles)), motion).toBeLessThan(2.5);
      expect(Math.abs(range.minimum - Math.min(...angles)), motion).toBeLessThan(2.5);
    });
  });
});

describe("range of motion of both sides", () => {
  it("[ROM4] seen from the side is that of the limb turned to the camera", () => {
    for (const [viewDegrees, far] of [
      [85, "right"],
      [-85, "left"],
    ] as const) {
      const { frames } = synthesizeRecording(squat, { repetitions: 2, viewDegrees });
      const guessed = changed(frames, (frame) => {
        frame.world[3 * LANDMARK[`${far}Knee`] + 1]! += 60;
      });
      const exact = repetitionsIn(referee(squat, frames));
      const counted = repetitionsIn(referee(squat, guessed));
      counted.forEach(({ rangeDegrees }, i) => {
        expect(Math.abs(rangeDegrees.maximum - exact[i]!.rangeDegrees.maximum)).toBeLessThan(0.5);
        expect(Math.abs(rangeDegrees.minimum - exact[i]!.rangeDegrees.minimum)).toBeLessThan(0.5);
      });
      // Facing the camera both limbs count, and the guess shows.
      const front = changed(synthesizeRecording(squat, { repetitions: 2 }).frames, (frame) => {
        frame.world[3 * LANDMARK[`${far}Knee`] + 1]! += 60;
      });
      expect(Math.abs(repetitionsIn(referee(squat, front))[0]!.rangeDegrees.maximum - 85)).toBeGreaterThan(1);
    }
  });
});

describe("cues", () => {
  for (const exercise of EXERCISES) {
    /** By view: of several errors that are seen from there it is the same. */
    const inReference = new Map<number, readonly MovementFact[]>();
    for (const { cue, views } of exercise.errors) {
      it(`[CUE1] ${exercise.id}: "${cue}" is said when its demonstrated error is made, and never in the reference`, () => {
        const viewDegrees = { front: 0, oblique: 48, side: 90, back: 180 }[views[0]!];
        const options = { repetitions: 2, viewDegrees, tempoScale: 0.8, framesPerSecond: 15 };
        const wrong = cuesOf(referee(exercise, synthesizeRecording(exercise, { ...options, error: cue }).frames));
        expect(wrong[0]).toMatchObject({ kind: "cueRaised", cue });
        const right =
          inReference.get(viewDegrees) ?? cuesOf(referee(exercise, synthesizeRecording(exercise, options).frames));
        inReference.set(viewDegrees, right);
        expect(right).toEqual([]);
      });
    }
  }

  it("[CUE2] wait until the error has lasted, and are taken back when it is gone", () => {
    const { frames, truth } = synthesizeRecording(squat, {
      repetitions: 2,
      viewDegrees: 80,
      error: "trunk_forward",
      pauseMs: 1500,
    });
    const facts = cuesOf(referee(squat, frames));
    expect(facts.map(({ kind }) => kind)).toEqual(["cueRaised", "cueCleared", "cueRaised", "cueCleared"]);
    const raised = facts[0]!;
    expect("atMs" in raised && raised.atMs).toBeGreaterThan(truth.repetitions[0]!.startMs + 800);
    // Shorter than 400 ms is not worth a word.
    const quick = synthesizeRecording(squat, {
      repetitions: 2,
      viewDegrees: 80,
      error: "trunk_forward",
      tempoScale: 6,
    });
    expect(cuesOf(referee(squat, quick.frames))).toEqual([]);
  });

  it("[CUE3] come one at a time, the more important first", () => {
    const both = {
      ...squat,
      errors: squat.errors.map((error) => ({
        ...error,
        views: ["oblique" as const],
        variant: { both: { hipFlexion: 26, hipAbduction: -14, hipRotation: -22 }, trunk: { trunkFlexion: 26 } },
      })),
    };
    const facts = cuesOf(
      referee(
        both,
        synthesizeRecording(both, { repetitions: 3, viewDegrees: 48, error: "trunk_forward", tempoScale: 0.6 }).frames,
      ),
    );
    expect(facts[0]).toMatchObject({ kind: "cueRaised", cue: "knees_inward" });
    let standing = 0;
    for (const { kind } of facts) {
      standing += kind === "cueRaised" ? 1 : -1;
      expect(standing).toBeLessThanOrEqual(1);
    }
  });

  it("[CUE4] keep silent where the view does not show the error", () => {
    const { frames } = synthesizeRecording(squat, { repetitions: 2, viewDegrees: 90, error: "knees_inward" });
    expect(cuesOf(referee(squat, frames)).some((fact) => "cue" in fact && fact.cue === "knees_inward")).toBe(false);
  });
});

describe("tracking", () => {
  const trackingOf = (facts: readonly MovementFact[]) =>
    facts.flatMap((fact) => (fact.kind === "trackingChanged" ? [[fact.tracking, fact.reason]] : []));
  const { frames } = synthesizeRecording(squat, { repetitions: 2, viewDegrees: 45 });

  it("[TRK1] becomes good once the body is seen, and lost when nobody is", () => {
    const gone = changed(frames, (frame) => {
      if (frame.atMs > 4000) frame.hasWorld = frame.hasImage = false;
    });
    expect(trackingOf(referee(squat, gone))).toEqual([
      ["good", "seen"],
      ["lost", "nobody_seen"],
    ]);
  });

  it("[TRK2] says that the feet are out of the picture", () => {
    const cut = changed(frames, (frame) => {
      for (const name of ["leftAnkle", "rightAnkle"] as const) frame.image[3 * LANDMARK[name] + 1] = 2200;
    });
    expect(trackingOf(referee(squat, cut))).toEqual([["partial", "feet_out_of_picture"]]);
  });

  it("[TRK3] tells a change only after it has lasted", () => {
    const flicker = changed(frames, (frame) => {
      if (frame.atMs > 2000 && frame.atMs < 2300) frame.hasWorld = frame.hasImage = false;
    });
    expect(trackingOf(referee(squat, flicker))).toEqual([["good", "seen"]]);
  });

  it("[TRK4] the hidden far leg of a side view does not matter, two hidden legs do", () => {
    const far = changed(frames, (frame) => {
      for (const name of ["rightKnee", "rightAnkle"] as const) frame.visibility[LANDMARK[name]] = 20;
    });
    expect(trackingOf(referee(squat, far))).toEqual([["good", "seen"]]);
    expect(repetitionsIn(referee(squat, far))).toHaveLength(2);
    const none = changed(far, (frame) => void frame.visibility.fill(20, LANDMARK.leftKnee));
    expect(trackingOf(referee(squat, none))).toEqual([["partial", "joints_hidden"]]);
  });

  it("[TRK5] says when somebody stands too close or too far", () => {
    const scaled = (factor: number) =>
      changed(frames, (frame) => {
        for (let i = 0; i < 99; i++)
          if (i % 3 !== 2) frame.image[i] = Math.round(1024 + (frame.image[i]! - 1024) * factor);
      });
    expect(trackingOf(referee(squat, scaled(3)))).toEqual([["partial", "too_close"]]);
    expect(trackingOf(referee(squat, scaled(0.15)))).toEqual([["partial", "too_far"]]);
  });
});

describe("checkpoints", () => {
  it.each(EXERCISES.map(({ id }) => id))(
    "[SAV1] of %s, saved and restored at any frame, give the same facts and readings",
    (id) => {
      const exercise = getExercise(id);
      const rule = movementRuleOf(exercise);
      const { frames } = synthesizeRecording(exercise, {
        repetitions: 3,
        noiseMetres: 0.01,
        framesPerSecond: 15,
        seed: 9,
      });
      const whole = createReferee(rule, { side: "both" });
      let resumed = createReferee(rule, { side: "both" });
      frames.forEach((frame, i) => {
        if (i % 7 === 0) resumed = restoreReferee(rule, saveReferee(resumed));
        expect(advanceReferee(resumed, frame)).toEqual(advanceReferee(whole, frame));
        expect(readReferee(resumed)).toEqual(readReferee(whole));
      });
      expect(saveReferee(resumed)).toBe(saveReferee(whole));
      expect(finishReferee(resumed)).toEqual(finishReferee(whole));
    },
  );

  it("[SAV2] of another version of the engine are refused", () => {
    const rule = movementRuleOf(squat);
    const text = saveReferee(createReferee(rule, { side: "both" })).replace(/"version":\d+/, '"version":0');
    expect(() => restoreReferee(rule, text)).toThrow("cannot be read");
  });
});

describe("the reading for a screen", () => {
  it("[READ1] goes from 0 to 1 and back with each repetition, and says when the target is met", () => {
    const state = createReferee(movementRuleOf(squat), { side: "both", targetDegrees: 80 });
    const { frames, truth } = synthesizeRecording(squat, { repetitions: 1, viewDegrees: 60 });
    expect(readReferee(state)).toMatchObject({
      phase: "waiting",
      progress: 0,
      angleDegrees: undefined,
      tracking: "lost",
    });
    const { startMs, endMs } = truth.repetitions[0]!;
    const readings = frames.map((frame) => {
      advanceReferee(state, frame);
      return { atMs: frame.atMs, ...readReferee(state) };
    });
    const near = (atMs: number) => readings.findLast((reading) => reading.atMs <= atMs)!;
    expect(near(startMs)).toMatchObject({ phase: "rest", targetMet: false, repetitions: 0 });
    expect(near(startMs).progress).toBeLessThan(0.05);
    expect(near((startMs + endMs) / 2)).toMatchObject({ phase: "peak", progress: 1, targetMet: true });
    expect(near(endMs)).toMatchObject({ phase: "rest", targetMet: false, repetitions: 1, confidence: 1 });
  });

  it("[READ1] goes from 0 to 1 also where the target is the rest itself or lies the other way", () => {
    for (const targetDegrees of [0, -20]) {
      const state = createReferee(movementRuleOf(squat), { side: "both", targetDegrees });
      const { frames } = synthesizeRecording(squat, { repetitions: 1, viewDegrees: 60 });
      const readings = frames.map((frame) => {
        advanceReferee(state, frame);
        return readReferee(state);
      });
      expect(readings[0]).toMatchObject({ phase: "rest", progress: 0, targetMet: false });
      expect(readings.some(({ progress, targetMet }) => progress === 1 && targetMet)).toBe(true);
      for (const { progress } of readings) expect(progress).toBeGreaterThanOrEqual(0);
    }
  });

  it("[READ2] is of the side that is further on its way, though the other one bends too", () => {
    const lunge = structuredClone(getExercise("side-lunge"));
    lunge.reference.postures.peak!.other!.kneeFlexion = 45;
    const state = createReferee(movementRuleOf(lunge), { side: "both" });
    const { frames, truth } = synthesizeRecording(lunge, { repetitions: 2 });
    for (const { startMs, endMs, side, peakDegrees } of truth.repetitions) {
      const middleMs = (startMs + endMs) / 2;
      for (const frame of frames) if (frame.atMs <= middleMs) advanceReferee(state, frame);
      const reading = readReferee(state);
      expect(Math.abs(reading.angleDegrees! - peakDegrees), side).toBeLessThan(1);
      expect(reading, side).toMatchObject({ phase: "peak", targetMet: true });
    }
  });
});
