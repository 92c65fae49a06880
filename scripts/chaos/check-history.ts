// Judges a history: what a class may rely on, whatever breaks. A rule needs what proves its breach to be in the history, so that
// leaving observations out never makes a breach, and says of the journal by which entries it is one; `shrink-history.ts` relies on both.
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import { answersThatAreNotSo, commandsOutOfOrder, lastWordsThatDidNotHold } from "./command-rules.ts";
import {
  countsOf,
  countsThatServersTookBack,
  countsThatWentBackOnScreens,
  durableCountsThatWereLost,
  key,
  lostRepetitions,
  repetitionsCountedTwice,
  repetitionsNobodyMade,
  setsThatCountDifferently,
} from "./count-rules.ts";
import { type History, observed } from "./observation.ts";
import { picturesGivenAgainstWill } from "./picture-rules.ts";
import { minutesThatDoNotAddUp } from "./presence-rules.ts";

export interface Violation {
  readonly rule: keyof typeof RULES;
  readonly what: string;
}

type Check = (history: History, journal: readonly JournalEntry[] | undefined) => readonly string[];

const RULES = {
  "no repetition is lost": withJournal(lostRepetitions),
  "none is counted twice": withJournal(repetitionsCountedTwice),
  "none is counted that nobody made": withJournal(repetitionsNobodyMade),
  "counts never go back on any screen": countsThatWentBackOnScreens,
  "counts that were kept are not taken back": countsThatServersTookBack,
  "what was told as durable lasts": durableCountsThatWereLost,
  "what is stored counts again what was counted": setsThatCountDifferently,
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
    const first = new Map<string, number>();
    const breaches: string[] = [];
    for (const { commandId, sequence } of journal ?? []) {
      if (commandId === undefined) continue;
      const before = first.get(commandId);
      if (before === undefined) first.set(commandId, sequence);
      else breaches.push(`command ${commandId} took effect as entry ${before} and again as entry ${sequence}`);
    }
    return breaches;
  },
  "what a command was answered is so": withJournal(answersThatAreNotSo),
  "commands of one person take effect in their order": withJournal(commandsOutOfOrder),
  "a person's last word holds": withJournal(lastWordsThatDidNotHold),
  "nobody does what their role may not": (history, journal) => {
    const applied = new Set([
      ...observed(history, "answered").flatMap((answer) => (answer.applied ? [answer.commandId] : [])),
      ...(journal ?? []).flatMap(({ commandId }) => commandId ?? []),
    ]);
    return observed(history, "asked")
      .filter(({ allowed, commandId }) => !allowed && applied.has(commandId))
      .map(({ by, command }) => `${by} was let ${command.name}`);
  },
  "nobody is shown or heard against their will": withJournal(picturesGivenAgainstWill),
  "nobody is told what only others may know": (history) =>
    observed(history, "saw").map(({ by, of, what }) => `${by} was told of ${of}: ${what}`),
  "nothing honest is refused": (history) =>
    observed(history, "refused").map(({ by, code }) => `${by} was told ${code}`),
  "one owner at any time": (history, journal) => {
    const breaches: string[] = [];
    for (const [index, { sequence, epoch }] of (journal ?? []).entries()) {
      const before = journal?.[index - 1] ?? { sequence: 0, epoch };
      if (epoch < before.epoch)
        breaches.push(`entry ${sequence} is of epoch ${epoch}, entry ${before.sequence} before it of ${before.epoch}`);
      if (sequence !== before.sequence + 1) breaches.push(`entry ${sequence} follows entry ${before.sequence}`);
    }
    const newestOf = new Map<string, number>();
    for (const { by, epoch } of observed(history, "believed")) {
      const before = newestOf.get(by) ?? 0;
      if (epoch < before) breaches.push(`${by} believed epoch ${epoch} after ${before}`);
      newestOf.set(by, Math.max(before, epoch));
    }
    for (const { by, epoch, newest, believed } of observed(history, "outdated"))
      if (believed) breaches.push(`${by} believed what epoch ${epoch} said after epoch ${newest}`);
    return breaches;
  },
  "minutes add up": withJournal(minutesThatDoNotAddUp),
} satisfies Readonly<Record<string, Check>>;

/** Every breach of every rule, none when the history holds. */
export function checkHistory(history: History): readonly Violation[] {
  return (Object.keys(RULES) as Violation["rule"][]).flatMap((rule) =>
    breachesOf(history, rule).map((what) => ({ rule, what })),
  );
}

export function breachesOf(history: History, rule: Violation["rule"]): readonly string[] {
  const check: Check = RULES[rule];
  return check(history, observed(history, "journal").at(-1)?.entries);
}

/** Without a journal there is nothing to judge by. */
function withJournal(check: (history: History, journal: readonly JournalEntry[]) => readonly string[]): Check {
  return (history, journal) => (journal === undefined ? [] : check(history, journal));
}
