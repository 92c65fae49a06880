// Whether repetitions were counted as they were made, and counts told as they are. Pure.
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import { type History, type Of, observed } from "./observation.ts";

/** Moved, or acknowledged as kept, and not in the journal. */
export function lostRepetitions(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const counted = countsOf(journal);
  const had = (by: string, setId: string) => counted.get(key(by, setId)) ?? 0;
  return [
    ...observed(history, "performed")
      .filter(({ by, setId, repetitions }) => had(by, setId) < repetitions)
      .map(({ by, setId, repetitions }) => `${by} moved ${repetitions} in set ${setId}, ${inJournal(had(by, setId))}`),
    ...observed(history, "acknowledged")
      .filter(({ by, setId, repetitions }) => had(by, setId) < repetitions)
      .map(
        ({ by, setId, repetitions }) =>
          `${by} was told that ${repetitions} in set ${setId} are kept, ${inJournal(had(by, setId))}`,
      ),
  ];
}

export function repetitionsCountedTwice(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const counted = countsOf(journal);
  const more = observed(history, "performed").flatMap(({ by, setId, repetitions }) => {
    const count = counted.get(key(by, setId)) ?? 0;
    return count > repetitions ? [`${by} moved ${repetitions} in set ${setId}, ${inJournal(count)}`] : [];
  });
  return [...more, ...repeatedOrdinals(journal)];
}

export function repetitionsNobodyMade(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const counted = countsOf(journal);
  return observed(history, "tookPart").flatMap(({ by, setIds }) =>
    [...counted].flatMap(([place, count]) => {
      const [who, setId = ""] = place.split(" ");
      return who === by && !setIds.includes(setId)
        ? [`${by} took no part in set ${setId}, ${inJournal(count)} of theirs`]
        : [];
    }),
  );
}

export function countsThatWentBackOnScreens(history: History): readonly string[] {
  const highest = new Map<string, number>();
  return observed(history, "shown").flatMap(({ by, of, setId, repetitions }) => {
    const before = raise(highest, key(by, of, setId), repetitions);
    return repetitions < before ? [`${by} saw ${of} go back from ${before} to ${repetitions} in set ${setId}`] : [];
  });
}

/** As the server says them, before any screen smooths them: over one connection to one owner, and from one owner to the next. */
export function countsThatServersTookBack(history: History): readonly string[] {
  const highest = new Map<string, number>();
  const kept = highestKept(history);
  return observed(history, "told").flatMap((told) => {
    const { by, of, setId, repetitions, epoch, connection } = told;
    const before = raise(highest, key(by, connection, epoch, of, setId), repetitions);
    if (repetitions < before)
      return [`${by} was told ${repetitions} of ${of} in set ${setId} after ${before}, both by epoch ${epoch}`];
    const lost = kept(told);
    return lost === undefined
      ? []
      : [
          `${by} was told ${repetitions} of ${of} in set ${setId} by epoch ${epoch}, ` +
            `and ${lost.repetitions} were kept by epoch ${lost.epoch}`,
        ];
  });
}

/** Told without calling it provisional: later owners, and the journal in the end, have no less. */
export function durableCountsThatWereLost(
  history: History,
  journal: readonly JournalEntry[] | undefined,
): readonly string[] {
  const durable = highestByOwner(observed(history, "told").filter(({ provisional }) => !provisional));
  const counted = journal === undefined ? undefined : countsOf(journal);
  const missing = [...durable].flatMap(([place, owners]) =>
    [...owners.values()]
      .filter(({ repetitions }) => counted !== undefined && (counted.get(place) ?? 0) < repetitions)
      .map((told) => `${sayDurable(told)}, ${inJournal(counted?.get(place) ?? 0)}`),
  );
  const takenBack = observed(history, "told").flatMap(({ by, of, setId, repetitions, epoch }) =>
    [...(durable.get(key(of, setId))?.values() ?? [])]
      .filter((earlier) => earlier.epoch < epoch && earlier.repetitions > repetitions)
      .map((earlier) => `${sayDurable(earlier)}, and ${by} was told ${repetitions} by epoch ${epoch}`),
  );
  return [...missing, ...takenBack];
}

/** What is stored leads once more to what was counted. */
export function setsThatCountDifferently(history: History): readonly string[] {
  const different = observed(history, "countedAgain").flatMap(({ of, setId, frames, repetitions, differences }) =>
    repetitions !== null && differences.length === 0
      ? []
      : [
          `${frames} stored frames of ${of} in set ${setId} count ${repetitions ?? "nothing"}, ` +
            `not as the journal has it: ${JSON.stringify(differences)}`,
        ],
  );
  const unread = observed(history, "notCountedAgain").map(
    ({ why }) => `what is stored cannot be counted again: ${why}`,
  );
  return [...different, ...unread];
}

/** By participant and set, then by epoch: the highest count. */
function highestByOwner(all: readonly Of<"told">[]): ReadonlyMap<string, ReadonlyMap<number, Of<"told">>> {
  const highest = new Map<string, Map<number, Of<"told">>>();
  for (const told of all) {
    const place = key(told.of, told.setId);
    const owners = highest.get(place) ?? new Map<number, Of<"told">>();
    highest.set(place, owners);
    if (told.repetitions > (owners.get(told.epoch)?.repetitions ?? -1)) owners.set(told.epoch, told);
  }
  return highest;
}

function sayDurable({ by, of, setId, repetitions, epoch }: Of<"told">): string {
  return `${by} was told ${repetitions} of ${of} in set ${setId} as durable by epoch ${epoch}`;
}

/** What an earlier owner has acknowledged as kept, where that is more. */
function highestKept(history: History): (told: Of<"told">) => Of<"acknowledged"> | undefined {
  const kept = new Map<string, Of<"acknowledged">[]>();
  for (const one of observed(history, "acknowledged")) {
    const place = key(one.by, one.setId);
    kept.set(place, [...(kept.get(place) ?? []), one]);
  }
  return ({ of, setId, repetitions, epoch }) =>
    kept.get(key(of, setId))?.find((one) => one.epoch < epoch && one.repetitions > repetitions);
}

/** Repetitions by participant and set. */
export function countsOf(journal: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { fact } of journal) {
    if (fact.kind !== "repetitionCounted") continue;
    const place = key(fact.participantId, fact.setId);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

export function key(...parts: readonly (string | number)[]): string {
  return parts.join(" ");
}

function repeatedOrdinals(journal: readonly JournalEntry[]): readonly string[] {
  const last = new Map<string, number>();
  const breaches: string[] = [];
  for (const { fact, sequence } of journal) {
    if (fact.kind !== "repetitionCounted") continue;
    const place = key(fact.participantId, fact.setId);
    const expected = (last.get(place) ?? 0) + 1;
    if (fact.ordinal !== expected)
      breaches.push(`entry ${sequence} is ${fact.participantId}'s repetition ${fact.ordinal}, ${expected} was next`);
    last.set(place, fact.ordinal);
  }
  return breaches;
}

/** Its highest value before this one. */
function raise(highest: Map<string, number>, place: string, value: number): number {
  const before = highest.get(place) ?? 0;
  highest.set(place, Math.max(before, value));
  return before;
}

function inJournal(count: number): string {
  return `the journal has ${count}`;
}
