// Judges a history: what a class may rely on, whatever breaks. A rule needs what proves its breach to be in the history, so that
// leaving observations out never makes a breach; `shrink-history.ts` relies on that.
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import { type History, observed } from "./observation.ts";
import { picturesGivenAgainstWill } from "./picture-rules.ts";

export interface Violation {
  readonly rule: keyof typeof RULES;
  readonly what: string;
}

type Check = (history: History, journal: readonly JournalEntry[] | undefined) => readonly string[];

const RULES = {
  "no repetition is lost": (history, journal) => {
    if (journal === undefined) return [];
    const counted = countsOf(journal);
    return observed(history, "performed")
      .filter(({ by, setId, repetitions }) => (counted.get(key(by, setId)) ?? 0) < repetitions)
      .map(
        ({ by, setId, repetitions }) =>
          `${by} moved ${repetitions} in set ${setId}, the journal has ${counted.get(key(by, setId)) ?? 0}`,
      );
  },
  "none is counted twice": (history, journal) => {
    if (journal === undefined) return [];
    const counted = countsOf(journal);
    const more = observed(history, "performed")
      .filter(({ by, setId, repetitions }) => (counted.get(key(by, setId)) ?? 0) > repetitions)
      .map(
        ({ by, setId, repetitions }) =>
          `${by} moved ${repetitions} in set ${setId}, the journal has ${counted.get(key(by, setId))}`,
      );
    return [...more, ...repeatedOrdinals(journal)];
  },
  "counts never go back on any screen": (history) => {
    const highest = new Map<string, number>();
    const breaches: string[] = [];
    for (const { by, of, setId, repetitions } of observed(history, "shown")) {
      const place = key(by, of, setId);
      const before = highest.get(place) ?? 0;
      if (repetitions < before)
        breaches.push(`${by} saw ${of} go back from ${before} to ${repetitions} in set ${setId}`);
      highest.set(place, Math.max(before, repetitions));
    }
    return breaches;
  },
  "all screens and the journal agree at the end": (history, journal) => {
    if (journal === undefined) return [];
    const counted = countsOf(journal);
    const total = [...counted.values()].reduce((sum, count) => sum + count, 0);
    const screens = observed(history, "finally").flatMap(({ by, setId, counts }) =>
      Object.entries(counts)
        .filter(([of, count]) => count !== (counted.get(key(of, setId)) ?? 0))
        .map(([of, count]) => `${by} sees ${count} of ${of}, the journal has ${counted.get(key(of, setId)) ?? 0}`),
    );
    const summaries = observed(history, "summary")
      .filter(({ summary }) => summary.repetitionsOfGroup !== total)
      .map(({ by, summary }) => `${by}'s summary has ${summary.repetitionsOfGroup} of all, the journal ${total}`);
    return [...screens, ...summaries];
  },
  "everybody has a summary at the end": (history) =>
    observed(history, "noSummary").map(({ by, why }) => `${by}: ${why}`),
  "commands take effect once": (_history, journal) => {
    const seen = new Set<string>();
    const breaches: string[] = [];
    for (const { commandId, sequence } of journal ?? []) {
      if (commandId === undefined) continue;
      if (seen.has(commandId)) breaches.push(`command ${commandId} took effect again as entry ${sequence}`);
      seen.add(commandId);
    }
    return breaches;
  },
  "what a command was answered is so": (history, journal) => {
    if (journal === undefined) return [];
    const sequences = new Map(journal.map(({ commandId, sequence }) => [commandId, sequence]));
    return observed(history, "answered").flatMap(({ by, commandId, applied, sequence }) => {
      const written = sequences.get(commandId as never);
      if (!applied) return written === undefined ? [] : [`${by} was refused ${commandId}, and it is entry ${written}`];
      // One that found done what it asks for has no entry of its own.
      if (written === undefined)
        return (sequence ?? 0) <= (journal.at(-1)?.sequence ?? 0)
          ? []
          : [`${by} was told that ${commandId} is entry ${sequence}, and the journal ends before`];
      return written === sequence ? [] : [`${by} was told that ${commandId} is entry ${sequence}, it is ${written}`];
    });
  },
  "commands of one person take effect in their order": (history, journal) => {
    if (journal === undefined) return [];
    const sequences = new Map(journal.map(({ commandId, sequence }) => [commandId, sequence]));
    const last = new Map<string, number>();
    return observed(history, "asked").flatMap(({ by, commandId, name }) => {
      const sequence = sequences.get(commandId as never);
      if (sequence === undefined) return [];
      const before = last.get(by) ?? 0;
      last.set(by, Math.max(before, sequence));
      return sequence > before
        ? []
        : [`${by}'s ${name} is entry ${sequence}, after ${before}, which was asked for earlier`];
    });
  },
  "nobody does what their role may not": (history, journal) => {
    const applied = new Set([
      ...observed(history, "answered").flatMap((answer) => (answer.applied ? [answer.commandId] : [])),
      ...(journal ?? []).flatMap(({ commandId }) => commandId ?? []),
    ]);
    return observed(history, "asked")
      .filter(({ allowed, commandId }) => !allowed && applied.has(commandId))
      .map(({ by, name }) => `${by} was let ${name}`);
  },
  "nobody is shown or heard against their will": (history, journal) =>
    journal === undefined ? [] : picturesGivenAgainstWill(history, journal),
  "nobody is told what only others may know": (history) =>
    observed(history, "saw").map(({ by, of, what }) => `${by} was told of ${of}: ${what}`),
  "nothing honest is refused": (history) =>
    observed(history, "refused").map(({ by, code }) => `${by} was told ${code}`),
  "one owner at any time": (history, journal) => {
    const breaches: string[] = [];
    for (const [index, entry] of (journal ?? []).entries()) {
      const before = journal?.[index - 1];
      if (before !== undefined && entry.epoch < before.epoch)
        breaches.push(`entry ${entry.sequence} is of epoch ${entry.epoch}, the one before of ${before.epoch}`);
      if (entry.sequence !== index + 1) breaches.push(`entry ${entry.sequence} stands at place ${index + 1}`);
    }
    const believed = new Map<string, number>();
    for (const { by, epoch } of observed(history, "believed")) {
      const before = believed.get(by) ?? 0;
      if (epoch < before) breaches.push(`${by} believed epoch ${epoch} after ${before}`);
      believed.set(by, Math.max(before, epoch));
    }
    return breaches;
  },
  "minutes add up": (history, journal) => {
    if (journal === undefined) return [];
    const minutes = minutesPresent(journal);
    const [took] = observed(history, "took");
    const tooLong = observed(history, "summary").flatMap(({ by, summary }) =>
      summary.patients
        .filter((patient) => took !== undefined && patient.minutesPresent > Math.round(took.minutes))
        .map(
          (patient) =>
            `${by}'s summary has ${patient.minutesPresent} minutes of ${patient.participantId}, the class took ` +
            `${took?.minutes.toFixed(1)}`,
        ),
    );
    const others = observed(history, "summary").flatMap(({ by, summary }) =>
      summary.patients
        .filter((patient) => patient.minutesPresent !== (minutes.get(patient.participantId) ?? 0))
        .map(
          (patient) =>
            `${by}'s summary has ${patient.minutesPresent} minutes of ${patient.participantId}, the journal ` +
            `${minutes.get(patient.participantId) ?? 0}`,
        ),
    );
    return [...tooLong, ...others];
  },
} satisfies Readonly<Record<string, Check>>;

/** Every breach of every rule, none when the history holds. */
export function checkHistory(history: History): readonly Violation[] {
  const journal = observed(history, "journal").at(-1)?.entries;
  return (Object.keys(RULES) as (keyof typeof RULES)[]).flatMap((rule) => {
    const check: Check = RULES[rule];
    return check(history, journal).map((what) => ({ rule, what }));
  });
}

function key(...parts: readonly string[]): string {
  return parts.join(" ");
}

/** Repetitions by participant and set. */
function countsOf(journal: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { fact } of journal) {
    if (fact.kind !== "repetitionCounted") continue;
    const place = key(fact.participantId, fact.setId);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
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

/** Whole minutes between joining and leaving, or the session's end; counted anew here, apart from the product's own fold. */
function minutesPresent(journal: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const presentMs = new Map<string, number>();
  const since = new Map<string, number>();
  const leave = (participantId: string, atMs: number) => {
    const from = since.get(participantId);
    if (from === undefined) return;
    since.delete(participantId);
    presentMs.set(participantId, (presentMs.get(participantId) ?? 0) + atMs - from);
  };
  for (const { fact, atMs } of journal) {
    if (fact.kind === "participantJoined") since.set(fact.participantId, since.get(fact.participantId) ?? atMs);
    if (fact.kind === "participantLeft") leave(fact.participantId, atMs);
    if (fact.kind !== "sessionEnded") continue;
    for (const participantId of [...since.keys()]) leave(participantId, atMs);
    break;
  }
  return new Map([...presentMs].map(([participantId, ms]) => [participantId, Math.round(ms / 60_000)]));
}
