// Moments and cues of a review in words.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ReviewedDrawing } from "@ensemble/shared/protocol/review-messages.ts";
import { currentLanguage } from "../../ui/language.ts";
import { sayDuration } from "../../ui/say-time.ts";
import { findError, localised } from "../patient/localised.ts";

/** Since the set began. */
export function sayMoment(atMs: number, startMs: number): string {
  return sayDuration(atMs - startMs);
}

/** As the exercise calls what went wrong. */
export function sayCue(exercise: TrackedExercise | undefined, cue: string): string {
  const error = findError(exercise, cue);
  return error === undefined ? cue : localised(error.name, currentLanguage());
}

/** Pen, arrow: each that was used, once. */
export function sayTools(drawings: readonly ReviewedDrawing[], t: (key: string) => string): string {
  const tools = [...new Set(drawings.map(({ annotation }) => annotation.tool))];
  return tools.map((tool) => t(`therapist.pointing.tool.${tool}`)).join(", ");
}
