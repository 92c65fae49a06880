// Which exercises fit what was typed: every word must be found in names and search words of either language, or in what the page's
// language says of it. The enter key takes the first, so the exercise whose name was typed stands before those that only speak of it.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { localised } from "../patient/localised.ts";

type Findable = Pick<Exercise, "name" | "purpose" | "region" | "type" | "searchWords">;

/** `besides`: more words of the page's language by which an exercise is known, for instance its position. */
export function findExercises<Found extends Findable>(
  exercises: readonly Found[],
  typed: string,
  language: string,
  besides: (exercise: Found) => string = () => "",
): readonly Found[] {
  const wanted = fold(typed).trim();
  if (wanted === "") return exercises;
  const words = wanted.split(/\s+/);
  return exercises
    .filter((exercise) => {
      const text = fold(`${textOf(exercise, language)} ${besides(exercise)}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => distanceOf(a, wanted, language) - distanceOf(b, wanted, language));
}

/** 0 for a name itself, then names that begin with it, a word of the name that does, names that hold it, and the rest. */
function distanceOf({ name }: Findable, wanted: string, language: string): number {
  const names = [localised(name, language), name.en, name.de].map(fold);
  if (names.includes(wanted)) return 0;
  if (names.some((one) => one.startsWith(wanted))) return 1;
  if (names.some((one) => one.split(/[\s-]+/).some((word) => word.startsWith(wanted)))) return 2;
  return names.some((one) => one.includes(wanted)) ? 3 : 4;
}

function textOf({ name, purpose, region, type, searchWords }: Findable, language: string): string {
  return [name.en, name.de, localised(purpose, language), region, type, ...searchWords.en, ...searchWords.de].join(" ");
}

/** Without accents and case, so that "kniebeuge" finds Kniebeuge, "ubung" finds Übung and "strasse" Straße. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss");
}
