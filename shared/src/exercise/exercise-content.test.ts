// What every file of the library has to fulfil besides its format: bodies that could be, words that are there, ids that exist.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LIBRARY } from "../../test/exercise-library.ts";
import { LANDMARK, type LandmarkName } from "../movement/landmarks.ts";
import { parseContraindicationsFile, parseSourcesFile } from "../protocol/clinical-files.ts";
import { createJointAngles, demonstrateExercise } from "./demonstrate.ts";
import { type Exercise, LIMB_JOINTS, type LimbJoint, type Position, TRUNK_JOINTS } from "./exercise.ts";
import { createReferenceBody, poseReferenceBody } from "./forward-kinematics.ts";
import { measurePose } from "./movement-rule-of.ts";

const readClinical = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../assets/clinical/${name}.json`, import.meta.url), "utf8"));
const contraindications = parseContraindicationsFile(readClinical("contraindications"));
const sources = parseSourcesFile(readClinical("sources"));
const sourceIds = new Set(sources.map(({ id }) => id));
const contraindicationIds = new Set(contraindications.map(({ id }) => id));
const byId = new Map(LIBRARY.map((exercise) => [exercise.id, exercise]));
const IDS = LIBRARY.map(({ id }) => id);
const STATURE = 1.7;
/** The smallest movement that has to count [REP1]. */
const LEAST_AMPLITUDE = 0.6;
/** Within this share of the way one is still; for longer than this, one has changed position [REP9]. */
const SETTLED_WITHIN = 0.12;
const SETTLED_MS = 4000;
const STEPS = 50;

/** Ranges that no healthy adult exceeds by much, active motion, degrees. Joints not named: ±90. */
const LIMITS: Readonly<Partial<Record<LimbJoint, readonly [number, number]>>> = {
  hipFlexion: [-35, 130],
  hipAbduction: [-35, 60],
  hipRotation: [-55, 60],
  kneeFlexion: [0, 150],
  ankleDorsiflexion: [-60, 45],
  shoulderFlexion: [-70, 185],
  shoulderAbduction: [-60, 185],
  shoulderRotation: [-100, 110],
  elbowFlexion: [0, 155],
  ankleInversion: [-30, 40],
  scapularElevation: [-20, 35],
  scapularRetraction: [-35, 35],
};

function bodyOf(exercise: Exercise, phase: number, error?: string) {
  const side = exercise.sides.find((each) => each !== "both") ?? "left";
  const angles = demonstrateExercise(exercise, { phase, side, error }, createJointAngles());
  const body = poseReferenceBody(angles, STATURE, createReferenceBody());
  const heightOf = (name: LandmarkName) => body.points[LANDMARK[name]]!.y + body.hipHeightMetres;
  /** Of the lower one of the two. */
  const lower = (part: "Ankle" | "Heel" | "FootIndex" | "Knee" | "Hip" | "Shoulder" | "Elbow" | "Wrist") =>
    Math.min(heightOf(`left${part}`), heightOf(`right${part}`));
  const upper = (part: "Hip" | "Shoulder" | "Knee" | "Wrist") =>
    Math.max(heightOf(`left${part}`), heightOf(`right${part}`));
  return { angles, lower, upper, feet: () => Math.min(lower("Heel"), lower("FootIndex")) };
}

/** In whole degrees. */
function bodyAtRest(exercise: Exercise, side: "left" | "right"): readonly number[] {
  const { left, right, trunk } = demonstrateExercise(exercise, { phase: 0, side });
  // Plus zero: minus zero is another number to a test.
  return [left, right, trunk].flatMap((joints) => Object.values(joints).map((degrees) => Math.round(degrees) + 0));
}

/** The joints a fifth character of an ICD-10 code may name: assets/exercises/README.md says why only these. */
const ICD_SITES: Readonly<Record<string, string>> = {
  "M24.4": "1567",
  "M24.5": "1567",
  "M25.5": "1567",
  "M25.6": "123567",
  "Z96.6": "45",
};

/** Metres above the ground, within which a part lies or stands on it. */
const ON_GROUND = 0.1;

const RESTS: Readonly<Record<Position, (body: ReturnType<typeof bodyOf>) => boolean>> = {
  standing: ({ feet, lower }) => feet() < 0.03 && lower("Hip") > 0.6,
  sitting: ({ feet, lower }) => feet() < 0.12 && lower("Hip") > 0.3 && lower("Hip") < 0.7,
  longSitting: ({ upper, lower }) => upper("Hip") < 0.16 && lower("Shoulder") > 0.35,
  supine: ({ lower, upper }) => upper("Shoulder") < 0.18 && lower("Hip") < 0.45,
  prone: ({ lower, upper }) => upper("Hip") < 0.2 && lower("Shoulder") < 0.35,
  sideLying: ({ lower, upper }) => lower("Hip") < 0.25 && upper("Hip") - lower("Hip") > 0.2,
  kneeling: ({ lower, upper }) => upper("Knee") < ON_GROUND && lower("Hip") > 0.3,
  halfKneeling: ({ lower, feet }) => lower("Knee") < 0.12 && feet() < 0.12 && lower("Hip") > 0.3,
  quadruped: ({ upper, lower }) => lower("Knee") < ON_GROUND && lower("Wrist") < 0.12 && upper("Shoulder") < 0.75,
  plank: ({ feet, lower, upper }) =>
    Math.min(feet(), lower("Knee")) < 0.08 && Math.min(lower("Wrist"), lower("Elbow")) < 0.12 && upper("Hip") < 0.8,
  hanging: ({ lower, upper }) => lower("Wrist") > upper("Shoulder") + 0.2,
};

describe("every exercise of the library", () => {
  it.each(IDS)("%s has a body that could be, throughout and in each of its errors", (id) => {
    const exercise = byId.get(id)!;
    // Gathered and expected once: a million expectations of angles would take longer than all else here.
    const impossible: string[] = [];
    for (const error of [undefined, ...exercise.errors.map(({ cue }) => cue)]) {
      for (let i = 0; i <= 20; i++) {
        const { angles } = bodyOf(exercise, i / 20, error);
        // An error may go a little beyond.
        const slack = error === undefined ? 0 : 20;
        for (const side of ["left", "right"] as const) {
          for (const joint of LIMB_JOINTS) {
            const [least, most] = LIMITS[joint] ?? [-90, 90];
            const degrees = angles[side][joint];
            if (!(degrees >= least - slack && degrees <= most + slack))
              impossible.push(`${joint} ${side} is ${degrees} at ${i / 20} ${error ?? ""}`);
          }
        }
        for (const joint of TRUNK_JOINTS)
          if (!(Math.abs(angles.trunk[joint]) <= 120))
            impossible.push(`${joint} is ${angles.trunk[joint]} at ${i / 20}`);
      }
    }
    expect(impossible).toEqual([]);
  });

  it.each(IDS)("%s begins and ends in the position it names", (id) => {
    const exercise = byId.get(id)!;
    for (const phase of [0, 1]) expect(RESTS[exercise.position](bodyOf(exercise, phase))).toBe(true);
  });

  it.each(IDS)("%s names only contraindications, sources and exercises that exist", (id) => {
    const exercise = byId.get(id)!;
    expect(exercise.contraindications.filter((each) => !contraindicationIds.has(each))).toEqual([]);
    expect(exercise.sources.filter((each) => !sourceIds.has(each))).toEqual([]);
    if (exercise.tracking === "camera") {
      expect(exercise.errors.filter(({ thresholdSource }) => !sourceIds.has(thresholdSource))).toEqual([]);
    }
    const { harder, easier } = exercise.progression;
    if (harder !== null) expect(byId.get(harder)?.difficulty).toBeGreaterThanOrEqual(exercise.difficulty);
    if (easier !== null) expect(byId.get(easier)?.difficulty).toBeLessThanOrEqual(exercise.difficulty);
    expect([harder, easier]).not.toContain(id);
  });

  it.each(IDS)("%s has a movement or a hold, a dose that fits it, and errors that show", (id) => {
    const exercise = byId.get(id)!;
    if (exercise.tracking === "clock") expect(exercise.dose.holdSeconds).toBeGreaterThan(0);
    else expect(Object.keys(exercise.reference.postures).length).toBeGreaterThan(1);
    expect(exercise.alternating && !exercise.sides.includes("both")).toBe(false);
    // Sides are counted in turns only where one begins as the other ends: a roll does not wander from knee to knee.
    if (exercise.alternating && exercise.tracking === "camera")
      expect(bodyAtRest(exercise, "left")).toEqual(bodyAtRest(exercise, "right"));
    for (const { cue, variant } of exercise.errors) {
      expect(
        Object.values(variant).some((joints) => Object.values(joints ?? {}).some((by) => by !== 0)),
        cue,
      ).toBe(true);
    }
  });

  it.each(IDS)("%s names the joint by an ICD-10 code only where the versions of it agree", (id) => {
    const doubtful = byId.get(id)!.icd10.filter((code) => {
      const site = code.slice(5);
      return site !== "" && !(site.length === 1 && ICD_SITES[code.slice(0, 5)]?.includes(site));
    });
    expect(doubtful).toEqual([]);
  });

  it("has a name of its own", () => {
    for (const language of ["en", "de"] as const) {
      const names = LIBRARY.map(({ name }) => name[language]);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    }
  });
});

describe("every exercise that the camera counts", () => {
  const tracked = LIBRARY.filter((exercise) => exercise.tracking === "camera");
  it.each(tracked.map(({ id }) => id))("%s has a target that its own reference reaches", (id) => {
    const exercise = tracked.find((each) => each.id === id)!;
    const side = exercise.sides.find((each) => each !== "both") ?? "left";
    const at = (phase: number) =>
      measurePose(demonstrateExercise(exercise, { phase, side }), exercise.repetition.motion, side);
    const rest = at(0);
    const reached = Array.from({ length: 51 }, (_, i) => Math.abs(at(i / 50) - rest));
    expect(Math.max(...reached)).toBeGreaterThanOrEqual(15);
    expect(Math.abs(exercise.romTargetDegrees - rest)).toBeLessThanOrEqual(Math.max(...reached) + 5);
  });

  it.each(tracked.map(({ id }) => id))(
    "%s leaves room for small movements, and for half and double its tempo",
    (id) => {
      const exercise = tracked.find((each) => each.id === id)!;
      const { fullShare, minimumMs, maximumMs, holdMs, longestHoldMs } = exercise.repetition;
      const degreesAt = (phase: number, amplitude: number) =>
        measurePose(
          demonstrateExercise(exercise, { phase, side: "left", amplitude }),
          exercise.repetition.motion,
          "left",
        );
      const rest = degreesAt(0, 1);
      const phases = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
      const wayAt = (phase: number, amplitude: number) => Math.abs(degreesAt(phase, amplitude) - rest);
      const ways = phases.map((phase) => wayAt(phase, 1));
      const whole = Math.max(...ways);
      const top = phases[ways.indexOf(whole)]!;
      const small = phases.map((phase) => wayAt(phase, LEAST_AMPLITUDE) / whole);
      const height = Math.max(...small);
      const lastsMs = (shares: readonly number[], least: number) =>
        (exercise.reference.tempoMs * shares.filter((share) => share > least).length) / STEPS;
      // Half a movement is none [REP2].
      expect(fullShare).toBeGreaterThan(wayAt(top, 0.48) / whole);
      expect(fullShare).toBeLessThan(height - 0.02);
      // Stillness at the height is a change of position after a while [REP9].
      expect(2 * lastsMs(small, height - SETTLED_WITHIN)).toBeLessThan(SETTLED_MS + Math.max(holdMs, longestHoldMs));
      expect(lastsMs(small, fullShare) / 2).toBeGreaterThanOrEqual(holdMs);
      expect(lastsMs(small, 0.25 * height) / 2).toBeGreaterThanOrEqual(minimumMs);
      expect(2 * lastsMs(ways, 0.1 * whole)).toBeLessThanOrEqual(maximumMs);
    },
  );
});
