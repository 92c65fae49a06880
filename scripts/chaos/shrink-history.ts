// A short part of a history that still breaks the same rule: delta debugging (Zeller, Hildebrandt, "Simplifying and isolating
// failure-inducing input", IEEE TSE 28(2), 2002), ending where leaving out any single observation would mend it. That is not yet the
// shortest there is: the shorter of what is left beginning at either end is taken.
import { breachesOf, type Violation } from "./check-history.ts";
import type { History } from "./observation.ts";

export function shrinkHistory(history: History, rule: Violation["rule"]): History {
  const shortest = leaveOutFromEitherEnd(history, (part) => breachesOf(part, rule).length > 0);
  const [breach] = breachesOf(shortest, rule);
  return breach === undefined ? shortest : shrinkJournal(shortest, (part) => breachesOf(part, rule).includes(breach));
}

/**
 * Of the journal too only what is needed. Without an entry something else may be wrong, a repetition lost that was not: the breach
 * found with all entries has to stay as it is, word for word, with its counts and the entries it names.
 */
function shrinkJournal(history: History, breaks: (part: History) => boolean): History {
  const journal = history.find((one) => one.kind === "journal");
  if (journal === undefined) return history;
  const withOnly = (entries: typeof journal.entries) =>
    history.map((one) => (one === journal ? { ...journal, entries } : one));
  return withOnly(leaveOutFromEitherEnd(journal.entries, (entries) => breaks(withOnly(entries))));
}

function leaveOutFromEitherEnd<Item>(
  all: readonly Item[],
  breaks: (part: readonly Item[]) => boolean,
): readonly Item[] {
  const fromFront = leaveOut(all, breaks);
  const fromBack = leaveOut(all.toReversed(), (part) => breaks(part.toReversed())).toReversed();
  return fromBack.length < fromFront.length ? fromBack : fromFront;
}

function leaveOut<Item>(all: readonly Item[], breaks: (part: readonly Item[]) => boolean): readonly Item[] {
  let kept = all;
  let pieces = 2;
  while (kept.length > 0) {
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

/** All without one of the pieces, if it still breaks the rule. */
function leaveOutOne<Item>(
  all: readonly Item[],
  size: number,
  breaks: (part: readonly Item[]) => boolean,
): readonly Item[] | undefined {
  for (let start = 0; start < all.length; start += size) {
    const part = [...all.slice(0, start), ...all.slice(start + size)];
    if (breaks(part)) return part;
  }
  return undefined;
}
