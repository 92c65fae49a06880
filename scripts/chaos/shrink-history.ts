// The shortest part of a history that still breaks the same rule: delta debugging (Zeller, Hildebrandt, "Simplifying and isolating
// failure-inducing input", IEEE TSE 28(2), 2002), ending where leaving out any single observation would mend it.
import { checkHistory, type Violation } from "./check-history.ts";
import type { History } from "./observation.ts";

export function shrinkHistory(history: History, rule: Violation["rule"]): History {
  const breaks = (part: History) => checkHistory(part).some((violation) => violation.rule === rule);
  let kept = history;
  let pieces = 2;
  while (kept.length > 1) {
    const size = Math.ceil(kept.length / pieces);
    const shorter = leaveOutOne(kept, size, breaks);
    if (shorter !== undefined) {
      kept = shorter;
      pieces = Math.max(2, pieces - 1);
    } else if (size === 1) break;
    else pieces = Math.min(kept.length, pieces * 2);
  }
  return kept;
}

/** The history without one of its pieces, if it still breaks the rule. */
function leaveOutOne(history: History, size: number, breaks: (part: History) => boolean): History | undefined {
  for (let start = 0; start < history.length; start += size) {
    const part = [...history.slice(0, start), ...history.slice(start + size)];
    if (breaks(part)) return part;
  }
  return undefined;
}
