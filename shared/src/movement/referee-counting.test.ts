import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { drawCountingCase, playCountingCase } from "../exercise/counting-case.ts";
import { EVERYDAY_CYCLE_MS, EVERYDAY_MOVEMENTS, synthesizeEveryday } from "../exercise/everyday-movements.ts";
import { sideOfRepetition, synthesizeRecording } from "../exercise/synthesize.ts";
import { parseExerciseFile } from "../protocol/exercise-file.ts";

/** As many in all as take seconds, whatever the library's size; `counting.long.test.ts` takes many of each. */
const CASES = 60;
const FIRST_SEED = 2;
const CASES_EACH = Math.max(1, Math.round(CASES / EXERCISES.length));
const OTHERS_EACH = 4;

describe("counting", () => {
  it.each(EXERCISES.map(({ id }) => id))(
    "[REP1] of %s is exact over range, tempo, dwell, body, frame rate, view, way in, loss, duplicates and reordering",
    (id) => {
      const tried = getExercise(id);
      for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES_EACH; seed++) {
        const drawn = drawCountingCase(tried, seed);
        const facts = referee(tried, playCountingCase(tried, drawn), { side: drawn.options.side ?? "both" });
        expect(
          repetitionsIn(facts).map(({ ordinal }) => ordinal),
          JSON.stringify(drawn),
        ).toEqual(Array.from({ length: drawn.expected }, (_, i) => i + 1));
      }
    },
  );

  it("[REP1] holds with a camera's noise of one centimetre", () => {
    for (const tried of EXERCISES) {
      const { frames } = synthesizeRecording(tried, {
        repetitions: 4,
        noiseMetres: 0.01,
        seed: 5,
        viewDegrees: 30,
        framesPerSecond: 15,
      });
      expect(repetitionsIn(referee(tried, frames)), tried.id).toHaveLength(4);
    }
  });

  it("[REP2] never counts half a movement, and calls it partial", () => {
    for (const tried of EXERCISES) {
      const { frames } = synthesizeRecording(tried, { repetitions: 4, amplitude: 0.48, framesPerSecond: 15 });
      const facts = referee(tried, frames);
      expect(repetitionsIn(facts), tried.id).toHaveLength(0);
      expect(facts.filter(({ kind }) => kind === "partialRepetition").length, tried.id).toBeGreaterThanOrEqual(3);
    }
  });

  it("[REP3] names the times of each repetition within the reference's own", () => {
    for (const tried of EXERCISES) {
      const { frames, truth } = synthesizeRecording(tried, { repetitions: 4, pauseMs: 2000, framesPerSecond: 15 });
      const counted = repetitionsIn(referee(tried, frames));
      expect(counted).toHaveLength(4);
      counted.forEach(({ startMs, endMs }, i) => {
        const real = truth.repetitions[i]!;
        expect(startMs).toBeGreaterThanOrEqual(real.startMs - 250);
        expect(endMs).toBeLessThanOrEqual(real.endMs + 250);
        // The counted joint rests for a part of the reference: leaning before standing up, the moments at rest.
        expect(endMs - startMs).toBeGreaterThan((real.endMs - real.startMs) / 3);
      });
    }
  });

  it("[REP4] names the side of each repetition", () => {
    for (const [id, side] of [
      ["marching", "both"],
      ["hip-abduction", "left"],
      ["lateral-trunk-tilt", "both"],
      ["shoulder-abduction", "right"],
      ["shoulder-abduction", "both"],
    ] as const) {
      const tried = getExercise(id);
      const counted = repetitionsIn(referee(tried, synthesizeRecording(tried, { repetitions: 4, side }).frames));
      expect(
        counted.map((fact) => fact.side),
        id,
      ).toEqual([0, 1, 2, 3].map((i) => sideOfRepetition(tried, side, i)));
    }
  });

  it("[REP4] leaves out the side that was not asked for", () => {
    const marching = getExercise("marching");
    const { frames } = synthesizeRecording(marching, { repetitions: 8 });
    expect(repetitionsIn(referee(marching, frames, { side: "left" }))).toHaveLength(4);
  });

  it("[REP5] with countUnit cycle counts one of each side as one", () => {
    const file = structuredClone(getExercise("marching"));
    const cycles = { ...file, repetition: { ...file.repetition, countUnit: "cycle" as const } };
    const counted = repetitionsIn(referee(cycles, synthesizeRecording(cycles, { repetitions: 7 }).frames));
    expect(counted.map(({ ordinal, side }) => [ordinal, side])).toEqual([
      [1, "both"],
      [2, "both"],
      [3, "both"],
    ]);
  });

  it.each(EVERYDAY_MOVEMENTS)("[REP6] counts nothing of somebody who is %s", (movement) => {
    const seen = [0, 45, 90].map((viewDegrees) =>
      synthesizeEveryday(movement, {
        viewDegrees,
        framesPerSecond: 12,
        startMs: 0,
        durationMs: EVERYDAY_CYCLE_MS.sittingDown,
        statureMetres: 1.7,
        aspect: 4 / 3,
        camera: "exact",
        noiseMetres: 0.005,
        seed: 3,
      }),
    );
    // Each exercise from one side, all sides for each movement over the library.
    for (const [i, tried] of EXERCISES.entries()) {
      expect(repetitionsIn(referee(tried, seen[i % seen.length]!)), tried.id).toHaveLength(0);
    }
  });

  it("[REP7] counts nothing of one exercise as another of other joints", () => {
    for (const [did, asked] of [
      ["shoulder-abduction", "squat"],
      ["shoulder-abduction", "sit-to-stand"],
      ["squat", "shoulder-abduction"],
      ["sit-to-stand", "shoulder-abduction"],
      ["marching", "squat"],
      ["hurdle-step", "sit-to-stand"],
      ["squat", "marching"],
      ["marching", "hip-abduction"],
      ["marching", "standing-straight-leg-raise"],
      ["hurdle-step", "standing-straight-leg-raise"],
      ["standing-straight-leg-raise", "hurdle-step"],
      ["hip-abduction", "standing-straight-leg-raise"],
      ["squat", "hurdle-step"],
      ["squat", "inline-lunge"],
      ["squat", "side-lunge"],
      ["deep-squat", "side-lunge"],
      ["inline-lunge", "hurdle-step"],
      ["inline-lunge", "deep-squat"],
      ["side-lunge", "deep-squat"],
    ] as const) {
      const { frames } = synthesizeRecording(getExercise(did), { repetitions: 6 });
      expect(repetitionsIn(referee(getExercise(asked), frames)), `${did} as ${asked}`).toHaveLength(0);
    }
  });

  it("[REP7] counts nobody who kneels down from standing as sitting down: whoever sits has bent hips", () => {
    const kneeling = structuredClone(getExercise("squat"));
    kneeling.reference.postures = { rest: {}, peak: { both: { kneeFlexion: 85, ankleDorsiflexion: 20 } } };
    const { frames } = synthesizeRecording(kneeling, { repetitions: 4 });
    for (const id of ["sit-to-stand", "sit-to-stand-high", "sit-to-stand-arms"]) {
      expect(repetitionsIn(referee(getExercise(id), frames)), id).toHaveLength(0);
    }
  });

  it("[REP7] counts an arm raised forward up to a right angle in the elbow, which cameras bend where it points at them", () => {
    for (const [elbowFlexion, expected] of [
      [83, 4],
      [105, 0],
    ] as const) {
      const bent = structuredClone(getExercise("shoulder-front-raise"));
      const { rest, peak } = bent.reference.postures;
      bent.reference.postures = { rest: rest!, peak: { ...peak!, both: { ...peak!.both, elbowFlexion } } };
      const { frames } = synthesizeRecording(bent, { repetitions: 4, side: "both" });
      expect(repetitionsIn(referee(getExercise("shoulder-front-raise"), frames)), `${elbowFlexion}°`).toHaveLength(
        expected,
      );
    }
  });

  it("[REP7] counts nothing of arms as legs, and nothing of legs as arms", () => {
    const arms = EXERCISES.filter(({ region }) => region === "shoulder");
    const legs = EXERCISES.filter(({ region }) => region === "hip" || region === "knee");
    expect(Math.min(arms.length, legs.length)).toBeGreaterThan(0);
    for (const [moved, asked] of [
      [arms, legs],
      [legs, arms],
    ] as const) {
      for (const [i, did] of moved.entries()) {
        const { frames } = synthesizeRecording(did, { repetitions: 3, framesPerSecond: 12 });
        // A few of the others, other ones for each: all pairs of a library would be thousands.
        for (let k = 0; k < Math.min(OTHERS_EACH, asked.length); k++) {
          const other = asked[(i * OTHERS_EACH + k) % asked.length]!;
          expect(repetitionsIn(referee(other, frames)), `${did.id} as ${other.id}`).toHaveLength(0);
        }
      }
    }
  });

  it("[REP8] the end of a recording finishes a repetition on its way back, not one still at its height", () => {
    const squat = getExercise("squat");
    const { frames, truth } = synthesizeRecording(squat, { repetitions: 3 });
    const last = truth.repetitions[2]!;
    const until = (share: number) =>
      frames.filter(({ atMs }) => atMs <= last.startMs + share * (last.endMs - last.startMs));
    expect(repetitionsIn(referee(squat, until(0.76)))).toHaveLength(3);
    expect(repetitionsIn(referee(squat, until(0.5)))).toHaveLength(2);
  });

  it("[REP8] the end of a recording finishes no repetition of whoever has been out of the picture since, and none that was not held", () => {
    const squat = getExercise("squat");
    const { frames, truth } = synthesizeRecording(squat, { repetitions: 2 });
    const { startMs, endMs } = truth.repetitions[1]!;
    const almostBack = frames.filter(({ atMs }) => atMs <= startMs + 0.76 * (endMs - startMs));
    const last = almostBack.at(-1)!;
    const gone = (ms: number) => ({ ...last, atMs: last.atMs + ms, hasWorld: false, hasImage: false });
    const away = (...moments: number[]) => repetitionsIn(referee(squat, [...almostBack, ...moments.map(gone)]));
    expect(away(1000, 2000, 3000)).toHaveLength(1);
    expect(away(1200)[1]?.endMs).toBe(last.atMs);
    const held = { ...squat, repetition: { ...squat.repetition, holdMs: 5000 } };
    expect(repetitionsIn(referee(held, almostBack))).toHaveLength(0);
  });

  it("[REP9] staying at the far end is a change of position: sitting down for a squat counts nothing", () => {
    const squat = getExercise("squat");
    const { frames } = synthesizeRecording(squat, { repetitions: 1 });
    const half = frames.length / 2;
    const stayed = frames.map((frame, i) => ({ ...frame, atMs: i < half ? frame.atMs : frame.atMs + 6000 }));
    const atHeight = frames[Math.floor(half)]!;
    const middle = Array.from({ length: 80 }, (_, i) => ({ ...atHeight, atMs: atHeight.atMs + 70 * i + 35 }));
    const all = [...stayed, ...middle].sort((a, b) => a.atMs - b.atMs);
    expect(repetitionsIn(referee(squat, all))).toHaveLength(0);
  });

  it("[REP2] walking up to an exercise makes nobody's usual way longer: small movements after it are full", () => {
    const bridge = getExercise("single-leg-bridge");
    const { frames } = synthesizeRecording(bridge, { repetitions: 3, side: "left", amplitude: 0.61, wayIn: "walk" });
    expect(repetitionsIn(referee(bridge, frames, { side: "left" }))).toHaveLength(3);
  });

  it("[REP9] the steps of whoever arrives and leaves are no leg swings", () => {
    const swing = getExercise("leg-swing");
    for (const seed of [56, 134]) {
      const drawn = drawCountingCase(swing, seed);
      const { side } = drawn.options;
      expect(drawn.options.wayIn).toBe("walk");
      expect(repetitionsIn(referee(swing, playCountingCase(swing, drawn), { side: side! }))).toHaveLength(
        drawn.expected,
      );
    }
  });

  it("[REP9] what a prescription may ask to be held is no change of position, and no slowness", () => {
    const slide = getExercise("heel-slide");
    const { frames } = synthesizeRecording(slide, { repetitions: 3, dwellMs: 6000, pauseMs: 1000 });
    const held = repetitionsIn(referee(slide, frames));
    expect(held.map(({ parts }) => parts.tempo)).toEqual([100, 100, 100]);
    const unheld = { ...slide, repetition: { ...slide.repetition, longestHoldMs: 0 } };
    expect(repetitionsIn(referee(unheld, frames))).toHaveLength(0);
  });

  it("[REP10] an exercise that may start from either end is counted from where the person begins", () => {
    const chair = getExercise("sit-to-stand");
    const { frames, truth } = synthesizeRecording(chair, { repetitions: 6, leadInMs: 0 });
    const standing =
      truth.repetitions[0]!.startMs + 0.53 * (truth.repetitions[0]!.endMs - truth.repetitions[0]!.startMs);
    const fromStanding = frames.filter(
      ({ atMs }) => atMs >= standing && atMs <= standing + 5 * chair.reference.tempoMs,
    );
    expect(repetitionsIn(referee(chair, fromStanding))).toHaveLength(5);
  });

  it("[REP10] whoever stands, sits down and gets ready is counted from sitting: standing up to leave adds none", () => {
    const chair = getExercise("sit-to-stand");
    const standing = synthesizeRecording(getExercise("squat"), { repetitions: 0 }).frames;
    const seated = synthesizeRecording(chair, { repetitions: 4, leadInMs: 3000 }).frames;
    const parts = [standing, seated, standing];
    let fromMs = 0;
    const all = parts.flatMap((frames) => {
      const shifted = frames.map((frame) => ({ ...frame, atMs: frame.atMs + fromMs }));
      fromMs = shifted.at(-1)!.atMs + 33;
      return shifted;
    });
    expect(repetitionsIn(referee(chair, all))).toHaveLength(4);
  });

  it("[REP11] a gap in the middle of a movement takes that one away and no other", () => {
    const squat = getExercise("squat");
    const { frames, truth } = synthesizeRecording(squat, { repetitions: 5 });
    const third = truth.repetitions[2]!;
    const gap = frames.filter(({ atMs }) => atMs < third.startMs + 800 || atMs > third.startMs + 2800);
    expect(repetitionsIn(referee(squat, gap))).toHaveLength(4);
    const short = frames.filter(({ atMs }) => atMs < third.startMs + 800 || atMs > third.startMs + 1500);
    expect(repetitionsIn(referee(squat, short))).toHaveLength(5);
    // Pictures that show nobody are a gap as well.
    const inside = (atMs: number, untilMs: number) => atMs >= third.startMs + 800 && atMs <= third.startMs + untilMs;
    const unseen = (untilMs: number) =>
      frames.map((frame) => (inside(frame.atMs, untilMs) ? { ...frame, hasWorld: false, hasImage: false } : frame));
    expect(repetitionsIn(referee(squat, unseen(2800)))).toHaveLength(4);
    expect(repetitionsIn(referee(squat, unseen(1500)))).toHaveLength(5);
  });

  it("[REP20] a hand that rests on the hip does not hide what the other arm does", () => {
    const raise = getExercise("shoulder-front-raise");
    const { reference } = raise;
    const other = { ...reference.base?.other, shoulderAbduction: 55, elbowFlexion: 90 };
    const onHip = { ...raise, reference: { ...reference, base: { ...reference.base, other } } };
    const { frames } = synthesizeRecording(onHip, { side: "right", repetitions: 6, leadInMs: 4000 });
    const counted = repetitionsIn(referee(raise, frames));
    expect(counted.map(({ side }) => side)).toEqual(Array(6).fill("right"));
    const both = synthesizeRecording(raise, { side: "both", repetitions: 3, leadInMs: 0 }).frames;
    const fromMs = frames.at(-1)!.atMs + 40;
    const later = both.map((frame) => ({ ...frame, atMs: frame.atMs + fromMs }));
    expect(repetitionsIn(referee(raise, [...frames, ...later]))).toHaveLength(9);
  });

  it("[REP12] a therapist's smaller target makes smaller movements full, a greater one takes none away", () => {
    const squat = getExercise("squat");
    const small = synthesizeRecording(squat, { repetitions: 4, amplitude: 0.45 }).frames;
    expect(repetitionsIn(referee(squat, small))).toHaveLength(0);
    expect(repetitionsIn(referee(squat, small, { targetDegrees: 45 }))).toHaveLength(4);
    const full = synthesizeRecording(squat, { repetitions: 4, amplitude: 0.8 }).frames;
    expect(repetitionsIn(referee(squat, full, { targetDegrees: 120 }))).toHaveLength(4);
  });

  it("[REP13] a hold must be held", () => {
    const file = getExercise("shoulder-abduction");
    const held = { ...file, repetition: { ...file.repetition, holdMs: 1500 } };
    expect(
      repetitionsIn(referee(held, synthesizeRecording(held, { repetitions: 3, tempoScale: 0.5 }).frames)),
    ).toHaveLength(3);
    expect(
      repetitionsIn(referee(held, synthesizeRecording(held, { repetitions: 3, tempoScale: 1.6 }).frames)),
    ).toHaveLength(0);
  });

  it("[REP14] frames that come late or twice change nothing", () => {
    const squat = getExercise("squat");
    const { frames } = synthesizeRecording(squat, { repetitions: 3, framesPerSecond: 20 });
    const late = frames.flatMap((frame, i) => (i > 3 && i % 5 === 0 ? [frame, frames[i - 3]!, frame] : [frame]));
    expect(referee(squat, late)).toEqual(referee(squat, frames));
  });

  it("[REP16] counts nothing of somebody who stands as an exercise done lying down, nor of one who lies as one done standing", () => {
    const lying = structuredClone(getExercise("squat"));
    lying.reference.base = { ...lying.reference.base, trunk: { trunkFlexion: -90 } };
    for (const posture of Object.values(lying.reference.postures)) delete posture.trunk?.trunkFlexion;
    const frames = (tried: typeof lying) => synthesizeRecording(tried, { repetitions: 4 }).frames;
    expect(repetitionsIn(referee(lying, frames(lying)))).toHaveLength(4);
    expect(repetitionsIn(referee(lying, frames(getExercise("squat"))))).toHaveLength(0);
    expect(repetitionsIn(referee(getExercise("squat"), frames(lying)))).toHaveLength(0);
  });

  it("[REP15] an exercise added as a file is counted without code", () => {
    const text = (en: string) => ({ en, de: en });
    const file = {
      ...structuredClone(getExercise("shoulder-abduction")),
      id: "alternating-elbow-flexion",
      name: text("Alternating elbow flexion"),
      alternating: true,
      sides: ["both"],
      reference: {
        tempoMs: 2000,
        postures: { rest: {}, bent: { active: { elbowFlexion: 130 } } },
        keyframes: [
          { at: 0, posture: "rest" },
          { at: 0.45, posture: "bent" },
          { at: 0.55, posture: "bent" },
          { at: 1, posture: "rest" },
        ],
      },
      repetition: {
        motion: "elbowFlexion",
        sides: "each",
        countUnit: "side",
        startsFrom: "rest",
        fullShare: 0.53,
        minimumMs: 300,
        maximumMs: 9000,
        holdMs: 0,
        longestHoldMs: 0,
        guards: [{ motion: "shoulderElevation", of: "active", at: "peak", atMostDegrees: 60 }],
      },
      measures: [{ motion: "elbowFlexion", views: ["side", "oblique"] }],
      romTargetDegrees: 130,
      errors: [],
    };
    const added = parseExerciseFile(JSON.parse(JSON.stringify(file)));
    if (added.tracking !== "camera") throw new Error("not counted by the camera");
    for (const [framesPerSecond, amplitude, tempoScale] of [
      [30, 1, 1],
      [8, 0.7, 2],
      [60, 1.1, 0.5],
    ] as const) {
      const { frames } = synthesizeRecording(added, {
        repetitions: 9,
        framesPerSecond,
        amplitude,
        tempoScale,
        viewDegrees: 30,
      });
      const counted = repetitionsIn(referee(added, frames));
      expect(counted.map(({ side }) => side)).toEqual(
        Array.from({ length: 9 }, (_, i) => (i % 2 === 0 ? "left" : "right")),
      );
    }
  });
});
