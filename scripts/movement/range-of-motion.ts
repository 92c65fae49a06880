// The range of motion over a whole recording, by side, out of its repetitions: only what the engine calls measurable becomes a number.
import type { Motion, SideChoice } from "../../shared/src/movement/motion.ts";
import type { RangeEstimate, RepetitionFact } from "../../shared/src/movement/movement-fact.ts";

export interface RangeOfMotion {
  readonly joint: string;
  readonly motion: string;
  readonly side: SideChoice;
  /** Degrees; null where not measurable. */
  readonly maximumDegrees: number | null;
  readonly minimumDegrees: number | null;
  /** Around the maximum; the minimum's lies around it in the same way. */
  readonly interval95Degrees: readonly [number, number] | null;
  readonly measurable: boolean;
}

const SIDES: readonly SideChoice[] = ["left", "right", "both"];

/** One entry for each measured motion, the exercise's own first, and each side that made a repetition. */
export function rangesOfMotion(motions: readonly Motion[], repetitions: readonly RepetitionFact[]): RangeOfMotion[] {
  return motions.flatMap((motion, i) =>
    SIDES.flatMap((side) => {
      const ofSide = repetitions.filter((repetition) => repetition.side === side);
      const ranges = ofSide.map(({ rangeDegrees, otherRangesDegrees }) => [rangeDegrees, ...otherRangesDegrees][i]!);
      return ofSide.length === 0 ? [] : [rangeOf(motion, side, ranges)];
    }),
  );
}

function rangeOf(motion: Motion, side: SideChoice, all: readonly RangeEstimate[]): RangeOfMotion {
  const named = { ...splitMotion(motion), side };
  const ranges = all.filter(({ measurable }) => measurable);
  if (ranges.length === 0) {
    return { ...named, maximumDegrees: null, minimumDegrees: null, interval95Degrees: null, measurable: false };
  }
  const maximum = Math.max(...ranges.map((range) => range.maximum));
  const minimum = Math.min(...ranges.map((range) => range.minimum));
  const below = Math.max(...ranges.map(({ below95 }) => below95));
  const above = Math.max(...ranges.map(({ above95 }) => above95));
  return {
    ...named,
    maximumDegrees: tenths(maximum),
    minimumDegrees: tenths(minimum),
    interval95Degrees: [tenths(maximum - below), tenths(maximum + above)],
    measurable: true,
  };
}

/** "kneeFlexion" is flexion of the knee. */
function splitMotion(motion: Motion): { joint: string; motion: string } {
  const [, joint = motion, rest = ""] = /^([a-z]+)([A-Z].*)$/.exec(motion) ?? [];
  const name = rest.charAt(0).toLowerCase() + rest.slice(1);
  return { joint: joint === "pelvic" ? "pelvis" : joint, motion: name };
}

function tenths(degrees: number): number {
  return Math.round(degrees * 10) / 10;
}
