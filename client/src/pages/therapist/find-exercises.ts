// Which exercises fit what the therapist typed: every word must be found in name, region, type or search words of the page's language.
// The enter key takes the first, so the exercise whose name was typed stands before those that only speak of it.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";

export function findExercises(
  exercises: readonly TrackedExercise[],
  typed: string,
  language: string,
): readonly TrackedExercise[] {
  const wanted = fold(typed).trim();
  if (wanted === "") return exercises;
  const words = wanted.split(/\s+/);
  return exercises
    .filter((exercise) => {
      const text = fold(textOf(exercise, language));
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => distanceOf(a, wanted, language) - distanceOf(b, wanted, language));
}

/** 0 for a name itself, then names that begin with it, names that hold it, and the rest. */
function distanceOf({ name }: TrackedExercise, wanted: string, language: string): number {
  const names = [name[language === "de" ? "de" : "en"], name.en].map(fold);
  if (names.includes(wanted)) return 0;
  if (names.some((one) => one.startsWith(wanted))) return 1;
  return names.some((one) => one.includes(wanted)) ? 2 : 3;
}

function textOf({ name, purpose, region, type, searchWords }: TrackedExercise, language: string): string {
  const spoken = language === "de" ? "de" : "en";
  return [name[spoken], name.en, purpose[spoken], region, type, ...searchWords[spoken]].join(" ");
}

/** Without accents and case, so that "kniebeuge" finds Kniebeuge and "ubung" finds Übung. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
