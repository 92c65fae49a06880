// The format of assets/exercises/*.json: everything an exercise file may say, refused with the path of what is wrong.
import { z } from "zod";
import {
  BODY_REGIONS,
  CONDITIONS,
  EQUIPMENT,
  EXERCISE_FORMAT,
  type Exercise,
  LIMB_JOINTS,
  MOVEMENT_TYPES,
  POSITIONS,
  TRUNK_JOINTS,
  type TrackedExercise,
} from "../exercise/exercise.ts";
import { CENTRAL_MOTIONS, type Motion, SIDED_MOTIONS } from "../movement/motion.ts";

const text = z.string().trim().min(1).max(600);
const localisedText = z.strictObject({ en: text, de: text, es: text.optional() });
const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const cueId = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
const angle = z.number().min(-180).max(180);
const motion = z.enum([...SIDED_MOTIONS, ...CENTRAL_MOTIONS] as [Motion, ...Motion[]]);
const view = z.enum(["front", "oblique", "side", "back"]);
const side = z.enum(["left", "right", "both"]);
const ofSide = z.enum(["active", "other", "both"]);

const limbAngles = z.partialRecord(z.enum(LIMB_JOINTS), angle);
const trunkAngles = z.partialRecord(z.enum(TRUNK_JOINTS), angle);
const posture = z.strictObject({
  both: limbAngles.optional(),
  active: limbAngles.optional(),
  other: limbAngles.optional(),
  trunk: trunkAngles.optional(),
});
const postureName = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const keyframe = z.strictObject({ at: z.number().min(0).max(1), posture: postureName });
const clinicalId = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);

const reference = z
  .strictObject({
    tempoMs: z.number().int().min(500).max(60_000),
    base: posture.optional(),
    postures: z.record(postureName, posture),
    keyframes: z.array(keyframe).min(3).max(32),
  })
  .refine(({ keyframes }) => keyframes[0]?.at === 0 && keyframes.at(-1)?.at === 1, "keyframes begin at 0 and end at 1")
  .refine(
    ({ keyframes }) => keyframes.every((frame, i) => i === 0 || frame.at > keyframes[i - 1]!.at),
    "keyframes are in order of time",
  )
  .refine(
    ({ keyframes, postures }) => keyframes.every(({ posture: name }) => Object.hasOwn(postures, name)),
    "a keyframe names a posture that is described",
  )
  .refine(
    ({ keyframes, postures }) =>
      Object.keys(postures).every((name) => keyframes.some((frame) => frame.posture === name)),
    "a posture that is described is taken",
  );

const guard = z
  .strictObject({
    motion,
    of: z.enum(["active", "other", "both", "difference"]),
    at: z.enum(["peak", "rest"]),
    atLeastDegrees: angle.optional(),
    atMostDegrees: angle.optional(),
  })
  .refine((g) => g.atLeastDegrees !== undefined || g.atMostDegrees !== undefined, "a guard needs a limit")
  .refine((g) => (g.atLeastDegrees ?? -180) <= (g.atMostDegrees ?? 180), "a guard leaves something between its limits");

const repetition = z
  .strictObject({
    motion,
    sides: z.enum(["together", "each", "greatest"]),
    countUnit: z.enum(["side", "cycle"]),
    startsFrom: z.enum(["rest", "either"]),
    fullShare: z.number().min(0.4).max(0.9),
    minimumMs: z.number().int().min(100),
    maximumMs: z.number().int().max(120_000),
    holdMs: z.number().int().min(0).max(120_000),
    longestHoldMs: z.number().int().min(0).max(60_000).default(0),
    guards: z.array(guard).max(8),
  })
  .refine(
    ({ minimumMs, holdMs, longestHoldMs, maximumMs }) => Math.max(minimumMs, holdMs, longestHoldMs) < maximumMs,
    "a repetition may last longer than its hold and than it has to",
  );

const shownError = z.strictObject({
  cue: cueId,
  name: localisedText,
  cueText: localisedText,
  bodyPart: z.enum(["head", "trunk", "pelvis", "shoulders", "arms", "elbows", "hips", "knees", "feet"]),
  variant: posture,
});

const trackedError = z
  .strictObject({
    ...shownError.shape,
    motion,
    of: ofSide,
    aboveDegrees: angle.optional(),
    belowDegrees: angle.optional(),
    during: z.enum(["movement", "peak", "always"]),
    views: z.array(view).min(1),
    praiseText: localisedText,
    notCounted: localisedText.optional(),
    thresholdSource: clinicalId,
  })
  .refine((e) => e.aboveDegrees !== undefined || e.belowDegrees !== undefined, "an error needs a threshold");

const holdSeconds = z.number().min(0).max(1800);
const repetitions = z.number().int().min(1).max(100);
const sets = z.number().int().min(1).max(10);
const uniqueErrors = ({ errors }: { errors: readonly { cue: string }[] }) =>
  new Set(errors.map(({ cue }) => cue)).size === errors.length;

const basis = {
  format: z.literal(EXERCISE_FORMAT),
  id,
  version: z.number().int().min(1),
  name: localisedText,
  purpose: localisedText,
  steps: z.array(localisedText).min(1).max(8),
  prompt: localisedText,
  region: z.enum(BODY_REGIONS),
  type: z.enum(MOVEMENT_TYPES),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  position: z.enum(POSITIONS),
  equipment: z.array(z.enum(EQUIPMENT)).max(8),
  sides: z.array(side).min(1),
  alternating: z.boolean(),
  reference,
  dose: z.strictObject({
    sets,
    repetitions,
    holdSeconds,
    restSeconds: z.number().int().min(0).max(600),
    timesPerWeek: z.number().int().min(1).max(21),
  }),
  progression: z.strictObject({
    sets,
    repetitions,
    holdSeconds,
    painBelow: z.number().int().min(1).max(10),
    days: z.number().int().min(1).max(14),
    harder: id.nullable(),
    easier: id.nullable(),
  }),
  conditions: z.array(z.enum(CONDITIONS)).min(1),
  contraindications: z.array(clinicalId).max(16),
  icd10: z.array(z.string().regex(/^[A-Z][0-9]{2}(\.[0-9A-Z]{1,4})?$/)),
  searchWords: z.strictObject({ en: z.array(text), de: z.array(text) }),
  review: z.enum(["unreviewed", "reviewed"]),
  sources: z.array(clinicalId).min(1),
};

const trackedExercise = z
  .strictObject({
    ...basis,
    tracking: z.literal("camera"),
    repetition,
    measures: z.array(z.strictObject({ motion, views: z.array(view).min(1) })).min(1),
    romTargetDegrees: angle,
    errors: z.array(trackedError).max(8),
  })
  .refine(uniqueErrors, "error ids are unique");

const untrackedExercise = z
  .strictObject({ ...basis, tracking: z.enum(["clock", "self"]), errors: z.array(shownError).max(8) })
  .refine(uniqueErrors, "error ids are unique");

const exerciseFile = z.discriminatedUnion("tracking", [trackedExercise, untrackedExercise]);

/** Takes the parsed JSON of one file. Throws an error that names each wrong field by its path. */
export function parseExerciseFile(json: unknown): Exercise {
  const result = exerciseFile.safeParse(json);
  if (!result.success) throw new Error(`exercise/malformed: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** The same for a file that must be of an exercise the camera counts. */
export function parseTrackedExerciseFile(json: unknown): TrackedExercise {
  const exercise = parseExerciseFile(json);
  if (exercise.tracking !== "camera") throw new Error(`exercise/not_tracked: the camera does not count ${exercise.id}`);
  return exercise;
}
