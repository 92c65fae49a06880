// A library as large as it will be: the shipped exercises over and over, with ways of counting changed so that all of them are seen.
import { CONDITIONS, type Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { drawStill } from "@ensemble/shared/exercise/figure.ts";
import type { Catalogue, CataloguePage } from "@ensemble/shared/protocol/http-messages.ts";
import { LIBRARY } from "./fixture-exercises.ts";

const SIZE = Math.max(220, LIBRARY.length);
const DIFFICULTIES = [1, 2, 3, 4, 5] as const;
const STILLS = new Map(LIBRARY.map((exercise) => [exercise.id, drawStill(exercise)]));

export const CATALOGUE: Catalogue = Array.from({ length: SIZE }, (_, i) => {
  const exercise = LIBRARY[i % LIBRARY.length]!;
  const round = Math.floor(i / LIBRARY.length);
  const again = round === 0 ? "" : ` ${round + 1}`;
  return {
    ...exercise,
    id: round === 0 ? exercise.id : `${exercise.id}-${round + 1}`,
    name: { en: `${exercise.name.en}${again}`, de: `${exercise.name.de}${again}` },
    difficulty: round === 0 ? exercise.difficulty : DIFFICULTIES[(i + round) % 5]!,
    tracking: round < 4 ? exercise.tracking : round % 2 === 0 ? "clock" : "self",
    conditions: [...exercise.conditions, CONDITIONS[(3 * i) % CONDITIONS.length]!],
    review: i % 9 === 4 ? "reviewed" : "unreviewed",
    still: STILLS.get(exercise.id)!,
  };
});

export function pageOf(exercise: Exercise): CataloguePage {
  const assumed = { id: "project_assumption", citation: "No published source was found.", address: null };
  const steps = LIBRARY.filter(({ id }) => id !== exercise.id).map((each) => ({
    id: each.id,
    name: each.name,
    difficulty: each.difficulty,
    position: each.position,
    still: STILLS.get(each.id)!,
  }));
  return {
    exercise,
    contraindications: [
      {
        text: { en: "Acute, swollen or hot knee", de: "Akut geschwollenes oder überwärmtes Knie" },
        source: assumed,
      },
      {
        text: {
          en: "Active lifting not yet allowed after rotator-cuff repair",
          de: "Aktives Heben nach Rotatorenmanschetten-Naht noch nicht freigegeben",
        },
        source: assumed,
      },
    ],
    sources: [
      {
        id: "soucie_2011",
        citation:
          "Soucie JM, Wang C, Forsyth A, Funk S, Denny M, Roach KE, Boone D. Range of motion measurements: reference values and a database for comparison studies. Haemophilia 2011;17:500-507",
        address: "https://archive.cdc.gov/www_cdc_gov/ncbddd/jointrom/index.html",
      },
      assumed,
    ],
    easier: steps.find(({ id }) => id === exercise.progression.easier) ?? null,
    harder: steps.find(({ id }) => id === exercise.progression.harder) ?? null,
  };
}
