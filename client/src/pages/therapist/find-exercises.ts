// Which exercises fit what the therapist typed: every word must be found in name, region, type or search words of the page's language.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";

export function findExercises(exercises: readonly Exercise[], typed: string, language: string): readonly Exercise[] {
  const words = fold(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return exercises;
  return exercises.filter((exercise) => {
    const text = fold(textOf(exercise, language));
    return words.every((word) => text.includes(word));
  });
}

function textOf({ name, purpose, region, type, searchWords }: Exercise, language: string): string {
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
