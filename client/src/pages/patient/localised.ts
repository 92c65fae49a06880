// Words that live in an exercise's own file, in the language of the page; English stands in for what is missing.
import type { Exercise, ExerciseError, LocalisedText } from "@ensemble/shared/exercise/exercise.ts";

export function localised(text: LocalisedText, language: string): string {
  return (language === "de" ? text.de : language === "es" ? text.es : undefined) ?? text.en;
}

export function findError(exercise: Exercise | undefined, cue: string): ExerciseError | undefined {
  return exercise?.errors.find((error) => error.cue === cue);
}
