// Whether commands did what people were told they did, in whose order, and whether a person's last word held. Pure; leaving out
// observations never makes a breach: a command nobody has seen asked for proves nothing.
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import { type History, type Of, observed, sayEntries } from "./observation.ts";
import { type Changes, changeAt, mayOvertake, readChanges, type Wish, wishOf } from "./wish-rules.ts";

type Asked = Of<"asked">;

export function answersThatAreNotSo(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const sequences = sequencesOf(journal);
  const changes = readChanges(journal);
  const asked = new Map(observed(history, "asked").map((one) => [one.commandId, one]));
  const end = journal.at(-1)?.sequence ?? 0;
  return observed(history, "answered").flatMap(({ by, commandId, applied, code, sequence = 0 }) => {
    const written = sequences.get(commandId);
    // Taken back by its own device, which does not wait to hear whether it had been done before: the last word decides.
    if (code === "command/taken_back") return [];
    if (!applied) return written === undefined ? [] : [`${by} was refused ${commandId}, and it is entry ${written}`];
    if (written !== undefined && written !== sequence)
      return [`${by} was told that ${commandId} is entry ${sequence}, it is ${written}`];
    if (sequence > end)
      return [`${by} was told that ${commandId} is entry ${sequence}, and the journal ends with ${end}`];
    const asking = asked.get(commandId);
    if (asking === undefined) return [];
    const wish = wishOf(by, asking.command);
    // Only what can have been so already may have no entry of its own.
    if (written === undefined && (wish === undefined || wish.needsEntry))
      return [`${by} was told that ${asking.command.name} was done, and it has no entry`];
    if (wish === undefined) return [];
    const last = changeAt(changes, wish.matter, sequence);
    return wish.holds(last?.value)
      ? []
      : [
          `${by} was told that ${describe(asking)} was done, and at entry ${sequence} it is not so, by ${sayEntries(last?.madeBy ?? [])}`,
        ];
  });
}

/** Of one person: the journal's order is the one that counts, and what is urgent may come into it before what waits. */
export function commandsOutOfOrder(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const sequences = sequencesOf(journal);
  const last = new Map<string, { readonly urgent: number; readonly any: number }>();
  return observed(history, "asked").flatMap((asking) => {
    const sequence = sequences.get(asking.commandId);
    if (sequence === undefined) return [];
    const urgent = mayOvertake(asking.command);
    const before = last.get(asking.by) ?? { urgent: 0, any: 0 };
    last.set(asking.by, {
      urgent: Math.max(before.urgent, urgent ? sequence : 0),
      any: Math.max(before.any, sequence),
    });
    const earlier = urgent ? before.urgent : before.any;
    return sequence > earlier
      ? []
      : [`${asking.by}'s ${asking.command.name} is entry ${sequence}, after ${earlier}, which was asked for earlier`];
  });
}

/**
 * What a person was told is done stays so until that person asks for something else in the matter, or somebody else has a say in it:
 * neither what the same person asked for earlier nor anything that nobody asked for undoes it.
 */
export function lastWordsThatDidNotHold(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const changes = readChanges(journal);
  const place = new Map<string, { readonly asking: Asked; readonly at: number; readonly wish: Wish | undefined }>();
  for (const [at, asking] of observed(history, "asked").entries())
    place.set(asking.commandId, { asking, at, wish: wishOf(asking.by, asking.command) });
  return observed(history, "answered").flatMap(({ commandId, applied, sequence }) => {
    const word = place.get(commandId);
    if (!applied || sequence === undefined || word?.wish === undefined) return [];
    const { asking, at, wish } = word;
    const isEarlierWord = (other: string | undefined) => {
      if (other === undefined) return true;
      const cause = place.get(other);
      return cause?.asking.by === asking.by && cause.wish?.matter === wish.matter && cause.at < at;
    };
    const undone = findUndoing(changes, wish, sequence, isEarlierWord);
    if (undone === undefined) return [];
    const why = undone.commandId === undefined ? "which nobody asked for" : "which was asked for earlier";
    return [
      `${asking.by}'s ${describe(asking)} was done at entry ${sequence}, and undone by ${sayEntries(undone.madeBy)}, ${why}`,
    ];
  });
}

/** Looks at nothing after the first change that somebody may have wanted since. */
function findUndoing(
  changes: Changes,
  wish: Wish,
  since: number,
  isNoReason: (commandId: string | undefined) => boolean,
) {
  for (const change of changes.get(wish.matter) ?? []) {
    if (change.sequence <= since) continue;
    if (!isNoReason(change.commandId)) return undefined;
    if (!wish.holds(change.value)) return change;
  }
  return undefined;
}

function sequencesOf(journal: readonly JournalEntry[]): ReadonlyMap<string | undefined, number> {
  return new Map(journal.map(({ commandId, sequence }) => [commandId, sequence]));
}

function describe({ command }: Asked): string {
  const { name, ...rest } = command;
  return [name, ...Object.values(rest).map((value) => JSON.stringify(value))].join(" ");
}
