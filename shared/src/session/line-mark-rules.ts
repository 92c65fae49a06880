// The quality of a line as people are shown it. It falls at once and rises a step at a time, each only once it has been better for a
// while: a mark that jumps tells nobody anything, and every change of it is sent to everybody who may see it.
import { LINE_QUALITIES, type LineQuality } from "./line-quality.ts";

export interface LineMark {
  /** Undefined while nothing has been measured. */
  readonly shown: LineQuality | undefined;
  /** Looks in a row that saw a better one. */
  readonly betterLooks: number;
}

export const NO_MARK: LineMark = { shown: undefined, betterLooks: 0 };
/** At a look a second. A project assumption. */
export const BETTER_LOOKS = 5;

/** `seen`: at this look. */
export function advanceMark({ shown, betterLooks }: LineMark, seen: LineQuality): LineMark {
  if (shown === undefined || rankOf(seen) >= rankOf(shown)) return { shown: seen, betterLooks: 0 };
  // What is back is no longer gone.
  if (shown !== "lost" && betterLooks + 1 < BETTER_LOOKS) return { shown, betterLooks: betterLooks + 1 };
  return { shown: LINE_QUALITIES[rankOf(shown) - 1] ?? seen, betterLooks: 0 };
}

function rankOf(quality: LineQuality): number {
  return LINE_QUALITIES.indexOf(quality);
}
