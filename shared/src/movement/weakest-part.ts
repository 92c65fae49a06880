// What there is to say about quality: of one repetition the part that took most from its score, of a set what is usual in it [QUA16, QUA17].
import { QUALITY_PARTS, QUALITY_WEIGHTS, type QualityPart, type QualityParts } from "./quality-rules.ts";

/** From here on a part is as good as full: what healthy people and cameras do. Project assumption. */
const GOOD_FROM = 85;

/** Of equal ones the first in QUALITY_PARTS; undefined where every known part is good. */
export function findWeakestPart(parts: QualityParts): QualityPart | undefined {
  let weakest: QualityPart | undefined;
  let most = 0;
  for (const part of QUALITY_PARTS) {
    const score = parts[part];
    if (score === null || score >= GOOD_FROM) continue;
    const lost = QUALITY_WEIGHTS[part] * (100 - score);
    if (lost <= most) continue;
    most = lost;
    weakest = part;
  }
  return weakest;
}

/** Each part's median where it is known in half of the repetitions at least, and what was named most often; undefined of none. */
export function usualParts(all: readonly QualityParts[]): QualityParts | undefined {
  if (all.length === 0) return undefined;
  const usual = Object.fromEntries(QUALITY_PARTS.map((part) => [part, usualScore(all, part)]));
  const by = mostOften(all.map(({ compensated }) => compensated?.by ?? null));
  const degrees = all.flatMap(({ compensated }) =>
    compensated?.by === by && compensated.degrees !== null ? [compensated.degrees] : [],
  );
  const unevenSide = mostOften(all.map(({ uneven }) => uneven?.side ?? null));
  const unevenBy = mostOften(all.map(({ uneven }) => (uneven?.side === unevenSide ? uneven.by : null)));
  return {
    ...(usual as Record<QualityPart, number | null>),
    compensated: by === null ? null : { by, degrees: median(degrees) },
    erred: mostOften(all.map(({ erred }) => erred ?? null)),
    pace: mostOften(all.map(({ pace }) => pace ?? null)),
    uneven: unevenSide === null || unevenBy === null ? null : { side: unevenSide, by: unevenBy },
  };
}

function usualScore(all: readonly QualityParts[], part: QualityPart): number | null {
  const known = all.flatMap((parts) => parts[part] ?? []);
  return 2 * known.length < all.length ? null : median(known);
}

/** Of an even number the lower, so that it is one that was really given; null of none. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** Of equally many the one that came first; null where nothing was named. */
function mostOften<T>(names: readonly (T | null)[]): T | null {
  const counts = new Map<T, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  let often: T | null = null;
  for (const [name, count] of counts) if (often === null || count > (counts.get(often) ?? 0)) often = name;
  return often;
}
