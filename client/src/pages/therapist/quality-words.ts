// Quality in sentences for a therapist: what took most from the score, and how sure the measurement is.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { knownShare, type QualityPart, type QualityParts } from "@ensemble/shared/movement/quality-rules.ts";
import { findWeakestPart } from "@ensemble/shared/movement/weakest-part.ts";
import { LOW_CONFIDENCE } from "@ensemble/shared/session/attention-rules.ts";
import type { TFunction } from "i18next";
import { findError, localised } from "../patient/localised.ts";

/** Well seen, in a view that fits. Project assumption. */
const HIGH_CONFIDENCE = 0.8;

/** One sentence; undefined where nothing is known. An error of form has its name from the exercise, in the language of the page. */
export function sayQuality(
  t: TFunction,
  parts: QualityParts,
  exercise: TrackedExercise | undefined,
  language: string,
): string | undefined {
  if (knownShare(parts) === 0) return undefined;
  const part = findWeakestPart(parts);
  if (part === undefined) return t("therapist.why.nothing");
  const error = part === "form" && parts.erred ? findError(exercise, parts.erred) : undefined;
  const what = error === undefined ? sayPart(t, part, parts) : localised(error.name, language);
  return t("therapist.why.sentence", { what, part: namePart(t, part), score: parts[part] });
}

export function namePart(t: TFunction, part: QualityPart): string {
  return t(`therapist.part.${part}`);
}

export function sayConfidence(t: TFunction, confidence: number): string {
  if (confidence < LOW_CONFIDENCE) return t("therapist.sure.low");
  return t(confidence < HIGH_CONFIDENCE ? "therapist.sure.fair" : "therapist.sure.high");
}

function sayPart(t: TFunction, part: QualityPart, { compensated, pace, uneven }: QualityParts): string {
  switch (part) {
    case "compensation":
      if (compensated === null) return t("therapist.why.compensation.other");
      return t(`therapist.why.compensation.${compensated.by}`, { degrees: compensated.degrees });
    case "tempo":
      return t(`therapist.why.tempo.${pace ?? "other"}`);
    case "symmetry":
      if (!uneven) return t("therapist.why.symmetry.other");
      return t(`therapist.why.symmetry.${uneven.by}.${uneven.side}`);
    default:
      return t(`therapist.why.${part}`);
  }
}
