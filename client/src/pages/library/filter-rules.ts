// Which exercises are left by the chosen filters, and how many each further choice would leave. Within one filter any choice will do,
// between filters all must fit.
import {
  BODY_REGIONS,
  CONDITIONS,
  EQUIPMENT,
  type Exercise,
  MOVEMENT_TYPES,
  POSITIONS,
} from "@ensemble/shared/exercise/exercise.ts";

export const FACETS = ["region", "type", "difficulty", "position", "tracking", "condition", "equipment"] as const;
export type Facet = (typeof FACETS)[number];
export type Filters = Readonly<Record<Facet, readonly string[]>>;
type Filtered = Pick<Exercise, "region" | "type" | "difficulty" | "position" | "tracking" | "conditions" | "equipment">;

/** What needs nothing. */
export const NO_EQUIPMENT = "none";

/** In the order in which they are offered. */
export const OPTIONS: Filters = {
  region: BODY_REGIONS,
  type: MOVEMENT_TYPES,
  difficulty: ["1", "2", "3", "4", "5"],
  position: POSITIONS,
  tracking: ["camera", "clock", "self"],
  condition: CONDITIONS,
  equipment: [NO_EQUIPMENT, ...EQUIPMENT],
};

export const NO_FILTERS: Filters = {
  region: [],
  type: [],
  difficulty: [],
  position: [],
  tracking: [],
  condition: [],
  equipment: [],
};

export function filterExercises<Found extends Filtered>(
  exercises: readonly Found[],
  filters: Filters,
): readonly Found[] {
  return exercises.filter((exercise) => FACETS.every((facet) => fits(exercise, facet, filters[facet])));
}

/** How many would be shown with each option of one filter alone, the other filters as they are. */
export function countOptions(
  exercises: readonly Filtered[],
  filters: Filters,
  facet: Facet,
): ReadonlyMap<string, number> {
  const rest = filterExercises(exercises, { ...filters, [facet]: [] });
  const counts = new Map<string, number>(OPTIONS[facet].map((option) => [option, 0]));
  for (const exercise of rest) {
    for (const option of optionsOf(exercise, facet)) counts.set(option, (counts.get(option) ?? 0) + 1);
  }
  return counts;
}

export function toggleOption(filters: Filters, facet: Facet, option: string): Filters {
  const chosen = filters[facet];
  const next = chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option];
  return { ...filters, [facet]: OPTIONS[facet].filter((each) => next.includes(each)) };
}

export function countFilters(filters: Filters): number {
  return FACETS.reduce((sum, facet) => sum + filters[facet].length, 0);
}

function fits(exercise: Filtered, facet: Facet, chosen: readonly string[]): boolean {
  return chosen.length === 0 || optionsOf(exercise, facet).some((option) => chosen.includes(option));
}

function optionsOf(exercise: Filtered, facet: Facet): readonly string[] {
  if (facet === "condition") return exercise.conditions;
  if (facet === "equipment") return exercise.equipment.length === 0 ? [NO_EQUIPMENT] : exercise.equipment;
  return [String(exercise[facet])];
}
