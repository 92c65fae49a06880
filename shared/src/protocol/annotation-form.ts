// Annotations on their way: what a therapist's page may send of them, and the text in which the room tells them.
import { z } from "zod";
import {
  type Annotation,
  DRAWING_TOOLS,
  HIGHEST_COORDINATE,
  HIGHEST_TARGET_DEGREES,
  MOST_PEN_POINTS,
  type PlacedAnnotation,
  POINTS_OF,
  TARGET_JOINTS,
} from "../session/annotation.ts";
import type { ParticipantId } from "../session/identifiers.ts";

const annotationId = z.uuid();
const coordinate = z.number().int().min(0).max(HIGHEST_COORDINATE);
const point = z.tuple([coordinate, coordinate]);
const participantId = z
  .string()
  .min(1)
  .max(64)
  .transform((text) => text as ParticipantId);

const drawings = DRAWING_TOOLS.map((tool) =>
  z.strictObject({
    annotationId,
    tool: z.literal(tool),
    points: z.array(point).min(POINTS_OF[tool].fewest).max(POINTS_OF[tool].most),
    stays: z.boolean(),
  }),
);
export const annotationForm: z.ZodType<Annotation> = z.union([
  ...drawings,
  z.strictObject({
    annotationId,
    tool: z.literal("target"),
    joint: z.enum(TARGET_JOINTS),
    degrees: z.number().int().min(1).max(HIGHEST_TARGET_DEGREES),
  }),
]) as never;

export const annotationCommands = [
  z.strictObject({ name: z.literal("drawAnnotation"), participantId, annotation: annotationForm }),
  z.strictObject({ name: z.literal("eraseAnnotation"), participantId, annotationId }),
  z.strictObject({ name: z.literal("clearAnnotations"), participantId }),
] as const;

/**
 * What a therapist does on a patient's picture while it is done; since protocol 10. Told to that patient and kept nowhere. `stroke`: a
 * drawing that is under way, all of it so far; without points it was given up. `hold`: the patient's own picture stands still, or no longer.
 */
export const pointingMessage = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("stroke"),
    participantId,
    annotationId,
    tool: z.enum(DRAWING_TOOLS),
    points: z.array(point).max(MOST_PEN_POINTS),
  }),
  z.strictObject({ kind: z.literal("hold"), participantId, held: z.boolean() }),
]);
export type PointingMessage = z.output<typeof pointingMessage>;

/** To the patient concerned. */
export interface StrokeMessage extends Omit<Extract<PointingMessage, { kind: "stroke" }>, "kind"> {
  readonly epoch: number;
}

/** Empty for none. */
export function annotationsToWire(annotations: readonly PlacedAnnotation[]): string {
  return annotations.length === 0 ? "" : JSON.stringify(annotations);
}

export function annotationsFromWire(text: string): readonly PlacedAnnotation[] {
  return text === "" ? [] : (JSON.parse(text) as readonly PlacedAnnotation[]);
}
