// Whether the minutes somebody was there add up: by the journal, by the clock of whoever watches, and by what their device heard. Pure.
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import { type History, observed, sayEntries } from "./observation.ts";

interface Presence {
  readonly ms: number;
  /** The entries with which it began and ended, again and again. */
  readonly madeBy: readonly number[];
}

const MINUTE_MS = 60_000;
const NEVER: Presence = { ms: 0, madeBy: [] };
/**
 * What a fault explains: who dies leaves its last renewal as its last sign, a second and a slow commit old, and a database that is away
 * is told as such only after a second; the rest is a slow machine.
 */
const EXPLAINED_MS = 5_000;

export function minutesThatDoNotAddUp(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const present = presenceOf(journal);
  const [took] = observed(history, "took");
  const summaries = observed(history, "summary").flatMap(({ by, summary }) =>
    summary.patients.map(({ participantId, minutesPresent }) => ({ by, of: participantId, minutesPresent })),
  );
  const tooLong = summaries
    .filter(({ minutesPresent }) => took !== undefined && minutesPresent > Math.round(took.minutes))
    .map(({ by, of, minutesPresent }) => {
      return `${by}'s summary has ${minutesPresent} minutes of ${of}, the class took ${took?.minutes.toFixed(1)}`;
    });
  const others = summaries.flatMap(({ by, of, minutesPresent }) => {
    const { ms, madeBy } = present.get(of) ?? NEVER;
    const minutes = Math.round(ms / MINUTE_MS);
    return minutesPresent === minutes
      ? []
      : [`${by}'s summary has ${minutesPresent} minutes of ${of}, the journal ${minutes}, by ${sayEntries(madeBy)}`];
  });
  const missing = observed(history, "heard").flatMap(({ by, ms, interruptions }) => {
    const { ms: journalMs, madeBy } = present.get(by) ?? NEVER;
    // One more than there were interruptions: the end of the class comes after the last look.
    return journalMs + (interruptions + 1) * EXPLAINED_MS >= ms
      ? []
      : [
          `${by} heard the class for ${seconds(ms)}, with ${interruptions} interruptions, ` +
            `the journal has them there for ${seconds(journalMs)}, by ${sayEntries(madeBy)}`,
        ];
  });
  return [...tooLong, ...others, ...missing];
}

/** Between joining and leaving, or the session's end; counted anew here, apart from the product's own fold. */
function presenceOf(journal: readonly JournalEntry[]): ReadonlyMap<string, Presence> {
  const presence = new Map<string, Presence>();
  const since = new Map<string, JournalEntry>();
  const leave = (participantId: string, { atMs, sequence }: JournalEntry) => {
    const from = since.get(participantId);
    if (from === undefined) return;
    since.delete(participantId);
    const { ms, madeBy } = presence.get(participantId) ?? NEVER;
    presence.set(participantId, { ms: ms + atMs - from.atMs, madeBy: [...madeBy, from.sequence, sequence] });
  };
  for (const entry of journal) {
    const { fact } = entry;
    if (fact.kind === "participantJoined") since.set(fact.participantId, since.get(fact.participantId) ?? entry);
    if (fact.kind === "participantLeft") leave(fact.participantId, entry);
    if (fact.kind !== "sessionEnded") continue;
    for (const participantId of [...since.keys()]) leave(participantId, entry);
    break;
  }
  return presence;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
