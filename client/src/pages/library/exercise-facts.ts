// What an exercise is besides its name, in words of the page's language: for search, cards and filters alike.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { TFunction } from "i18next";
import type { Facet } from "./filter-rules.ts";

/** For searching: everything a filter knows of it. */
export function sayFacts(
  t: TFunction,
  {
    region,
    type,
    position,
    equipment,
    conditions,
  }: Pick<Exercise, "region" | "type" | "position" | "equipment" | "conditions">,
): string {
  return [
    sayOption(t, "region", region),
    sayOption(t, "type", type),
    sayOption(t, "position", position),
    ...equipment.map((each) => sayOption(t, "equipment", each)),
    ...conditions.map((each) => sayOption(t, "condition", each)),
  ].join(" ");
}

/** One option of a filter. */
export function sayOption(t: TFunction, facet: Facet, option: string): string {
  if (facet === "difficulty") return t("library.level", { level: option });
  if (facet === "region" || facet === "type") return t(`therapist.${facet}.${option}`);
  return t(`library.${facet}.${option}`);
}
