// Words that live in an exercise's own file, in the language of the page; English stands in for what is missing.
import type { LocalisedText, TrackedError, TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";

export function localised(text: LocalisedText, language: string): string {
  return (language === "de" ? text.de : language === "es" ? text.es : undefined) ?? text.en;
}

export function findError(exercise: TrackedExercise | undefined, cue: string): TrackedError | undefined {
  return exercise?.errors.find((error) => error.cue === cue);
}
