// What a journal cannot say when its owners alone have written it. Found before anything is built on it: the fold passes over such
// entries, and whoever went on from there would contradict the rows. Pure.
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";

/** In words without anybody's values; `undefined` when the entries fit together. */
export function findContradiction(entries: readonly JournalEntry[]): string | undefined {
  const ordinals = new Map<string, number>();
  const sets = new Set<string>();
  for (const [index, { sequence, epoch, fact }] of entries.entries()) {
    const before = entries[index - 1];
    if (sequence !== index + 1) return `entry ${sequence} stands where ${index + 1} belongs`;
    if (before !== undefined && epoch < before.epoch)
      return `entry ${sequence} is of an earlier owner than the one before`;
    if ((fact.kind === "sessionOpened") !== (index === 0)) return `entry ${sequence} is not where a session begins`;
    if (fact.kind === "setStarted") sets.add(fact.setId);
    if (fact.kind !== "repetitionCounted") continue;
    if (!sets.has(fact.setId)) return `entry ${sequence} belongs to a set that has not begun`;
    const place = `${fact.participantId} ${fact.setId}`;
    if (fact.ordinal !== (ordinals.get(place) ?? 0) + 1)
      return `entry ${sequence} does not continue the count before it`;
    ordinals.set(place, fact.ordinal);
  }
  return undefined;
}
