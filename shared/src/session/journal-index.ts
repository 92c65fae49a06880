// What is looked up by key in a session's journal: the commands that took effect, how many they were of each person, and how the clocks
// of people's pages run. What people cause in it is bounded by `entry-rules.ts`.
// Beside the state, in maps that grow in place: copied with every entry, they would cost more than everything else together.
import { type Causer, causerOf } from "./entry-rules.ts";
import type { ClockId, CommandId, ParticipantId } from "./identifiers.ts";
import type { JournalEntry } from "./session-fact.ts";

export interface JournalIndex {
  /** Command → sequence of its first entry. */
  readonly commands: Map<CommandId, number>;
  readonly commandsOf: Map<Causer, number>;
  /** Capture time of the clock + offset = session time, in milliseconds. */
  readonly clockOffsetsMs: Map<ParticipantId, Map<ClockId, number>>;
}

export function createJournalIndex(entries: Iterable<JournalEntry> = []): JournalIndex {
  const index: JournalIndex = { commands: new Map(), commandsOf: new Map(), clockOffsetsMs: new Map() };
  for (const entry of entries) indexEntry(index, entry);
  return index;
}

/** Mutates `index`. */
export function indexEntry(index: JournalIndex, { sequence, commandId, fact }: JournalEntry): void {
  if (commandId !== undefined && !index.commands.has(commandId)) {
    index.commands.set(commandId, sequence);
    const causer = causerOf(fact);
    index.commandsOf.set(causer, (index.commandsOf.get(causer) ?? 0) + 1);
  }
  if (fact.kind !== "clockMapped") return;
  const clocks = index.clockOffsetsMs.get(fact.participantId);
  if (clocks !== undefined) clocks.set(fact.clockId, fact.offsetMs);
  else index.clockOffsetsMs.set(fact.participantId, new Map([[fact.clockId, fact.offsetMs]]));
}
