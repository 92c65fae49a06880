// The format of assets/protocols/*.json: everything a protocol template may say, refused with the path of what is wrong.
import { z } from "zod";
import { CONDITIONS } from "../exercise/exercise.ts";
import { PROTOCOL_TEMPLATE_FORMAT, type ProtocolTemplate, WEEK_COUNTED_FROM } from "../exercise/protocol-template.ts";
import { CENTRAL_MOTIONS, type Motion, SIDED_MOTIONS } from "../movement/motion.ts";

const text = z.string().trim().min(1).max(600);
const localisedText = z.strictObject({ en: text, de: text, es: text.optional() });
const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const clinicalId = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
const motion = z.enum([...SIDED_MOTIONS, ...CENTRAL_MOTIONS] as [Motion, ...Motion[]]);
const angle = z.number().min(-180).max(180);
const week = z.number().int().min(1).max(104);
const areUnique = (values: readonly string[]) => new Set(values).size === values.length;

const criterion = z.union([
  z.strictObject({ measure: z.literal("range"), motion, atLeastDegrees: angle }),
  z.strictObject({ measure: z.literal("range"), motion, atMostDegrees: angle }),
  z.strictObject({ measure: z.literal("pain"), below: z.number().int().min(1).max(10) }),
  z.strictObject({ measure: z.literal("repetitions"), exerciseId: id, atLeast: z.number().int().min(1).max(100) }),
  z.strictObject({ measure: z.literal("hold"), exerciseId: id, atLeastSeconds: z.number().int().min(1).max(1800) }),
]);

/** As in an exercise file's dose. */
const prescribedExercise = z.strictObject({
  exerciseId: id,
  sets: z.number().int().min(1).max(10),
  repetitions: z.number().int().min(1).max(100),
  holdSeconds: z.number().min(0).max(1800),
  timesPerWeek: z.number().int().min(1).max(21),
  side: z.enum(["affected", "both"]),
  targetDegrees: z.number().min(-180).max(180).optional(),
});

const phase = z
  .strictObject({
    id,
    name: localisedText,
    fromWeek: week,
    toWeek: week.nullable(),
    goals: z.array(localisedText).min(1).max(6),
    goOnWhen: z.strictObject({
      words: z.array(localisedText).min(1).max(6),
      measured: z.array(criterion).max(6),
    }),
    restrictions: z.array(clinicalId).max(16),
    precautions: z.array(clinicalId).max(16),
    exercises: z.array(prescribedExercise).min(1).max(12),
  })
  .refine(
    ({ restrictions, precautions }) => areUnique([...restrictions, ...precautions]),
    "a contraindication is named once in a phase",
  )
  .refine(({ fromWeek, toWeek }) => toWeek === null || toWeek >= fromWeek, "a phase ends after it begins")
  .refine(
    ({ exercises }) => areUnique(exercises.map(({ exerciseId }) => exerciseId)),
    "an exercise is prescribed once in a phase",
  );

const protocolTemplateFile = z.strictObject({
  format: z.literal(PROTOCOL_TEMPLATE_FORMAT),
  id,
  version: z.number().int().min(1),
  name: localisedText,
  purpose: localisedText,
  condition: z.enum(CONDITIONS),
  countedFrom: z.enum(WEEK_COUNTED_FROM),
  phases: z
    .array(phase)
    .min(1)
    .max(8)
    .refine((phases) => areUnique(phases.map((each) => each.id)), "ids of phases are unique")
    .refine((phases) => phases[0]?.fromWeek === 1, "the first phase begins in week 1")
    .refine(
      (phases) => phases.every(({ fromWeek }, i) => i === 0 || phases[i - 1]?.toWeek === fromWeek - 1),
      "each phase begins in the week after the one before it, and only the last may be open",
    ),
  review: z.enum(["unreviewed", "reviewed"]),
  sources: z.array(clinicalId).min(1).refine(areUnique, "a source is named once"),
});

/** Takes the parsed JSON of one file. Throws an error that names each wrong field by its path. */
export function parseProtocolTemplateFile(json: unknown): ProtocolTemplate {
  const result = protocolTemplateFile.safeParse(json);
  if (!result.success) throw new Error(`template/malformed: ${z.prettifyError(result.error)}`);
  return result.data;
}
