// What has been decided and what may be told: facts are decided at once, written in order, and become visible when they are durable.
// While the database is away they become visible as provisional; what is urgent becomes visible at once.
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { ClockId, CommandId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { indexEntry, type JournalIndex } from "@ensemble/shared/session/journal-index.ts";
import type { FrameMarks, JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { createSettledCommands } from "./settled-commands.ts";

export interface RecordOptions {
  readonly commandId?: CommandId | undefined;
  /** Free text that belongs to the first fact; sealed. */
  readonly text?: string | undefined;
  /** Told before it is durable, with everything decided before it: nobody waits for a disk when somebody is in pain. */
  readonly urgent?: boolean | undefined;
}

interface Untold {
  readonly startsSet: boolean;
  readonly counts: boolean;
  readonly tell: () => void;
}

export interface SessionLedger {
  readonly decided: () => SessionState;
  readonly visible: () => SessionState;
  /** When the session ended, once its end is durable. */
  readonly endKeptAtMs: () => number | undefined;
  /** Sequence at which a command took effect; `undefined` when it has not yet. */
  readonly sequenceOf: (participantId: ParticipantId, commandId: CommandId) => number | undefined;
  /** A command found done what it asks for: asked again, it gets the same answer, whatever happened since. */
  readonly settle: (participantId: ParticipantId, commandId: CommandId) => number;
  readonly clockOffsetMs: (participantId: ParticipantId, clockId: ClockId) => number | undefined;
  /** `onVisible` runs once an entry may be told, after `visible` contains it. Resolves after the commit. */
  readonly record: (
    facts: readonly SessionFact[],
    options?: RecordOptions,
    onVisible?: (entry: JournalEntry) => void,
  ) => Promise<void>;
  /** The database is away: what waits is told as provisional. */
  readonly tellProvisionally: () => void;
  /** The database is away, or what is told has repetitions that are not durable yet. */
  readonly isProvisional: () => boolean;
}

export function createSessionLedger(parts: {
  readonly state: SessionState;
  /** Of the same entries; grows with what is decided. */
  readonly index: JournalIndex;
  readonly epoch: number;
  readonly writer: JournalWriter;
  readonly nowMs: () => number;
  readonly marks: () => FrameMarks;
  readonly changed: () => void;
}): SessionLedger {
  const { index, epoch, writer, nowMs, marks, changed } = parts;
  const settled = createSettledCommands();
  let decided = parts.state;
  let visible = parts.state;
  let endKeptAtMs = parts.state.endedAtMs ?? undefined;
  /** In the order in which it was decided, which is the order in which it is told. */
  const untold: Untold[] = [];
  /** How much of what is told and not yet durable has repetitions. */
  let countsAhead = 0;

  const decide = (facts: readonly SessionFact[], options: RecordOptions): readonly JournalEntry[] => {
    const atMs = nowMs();
    const first = decided.sequence + 1;
    const isCommand = options.commandId !== undefined;
    const entries = facts.map((fact, offset) => ({
      sequence: first + offset,
      epoch,
      atMs,
      fact,
      commandId: offset === 0 ? options.commandId : undefined,
      marks: isCommand ? marks() : undefined,
    }));
    for (const entry of entries) {
      decided = foldEntry(decided, entry);
      indexEntry(index, entry);
    }
    return entries;
  };

  const tell = (due: readonly Untold[]) => {
    for (const one of due) one.tell();
    changed();
  };
  const tellBeforeDurable = (due: readonly Untold[]) => {
    countsAhead += due.filter((one) => one.counts).length;
    tell(due);
  };
  /** A set that has started is not told before it is durable: whoever moved in it would have moved in vain if its owner died. */
  const tellProvisionally = () => {
    const started = untold.findIndex((one) => one.startsSet);
    tellBeforeDurable(untold.splice(0, started < 0 ? untold.length : started));
  };

  return {
    decided: () => decided,
    visible: () => visible,
    endKeptAtMs: () => endKeptAtMs,
    sequenceOf: (participantId, commandId) =>
      index.commands.get(commandId) ?? settled.sequenceOf(participantId, commandId),
    settle: (participantId, commandId) => {
      settled.settle(participantId, commandId, decided.sequence);
      return decided.sequence;
    },
    clockOffsetMs: (participantId, clockId) => index.clockOffsetsMs.get(participantId)?.get(clockId),
    record: (facts, options = {}, onVisible) => {
      const entries = decide(facts, options);
      const mine: Untold = {
        startsSet: facts.some(({ kind }) => kind === "setStarted"),
        counts: facts.some(({ kind }) => kind === "repetitionCounted"),
        tell: () => {
          for (const entry of entries) {
            visible = foldEntry(visible, entry);
            onVisible?.(entry);
          }
        },
      };
      untold.push(mine);
      if (options.urgent) tellBeforeDurable(untold.splice(0));
      else if (writer.isProvisional()) tellProvisionally();
      return new Promise((resolve) => {
        const appended = entries.map((entry, offset) => ({ entry, text: offset === 0 ? options.text : undefined }));
        const end = entries.find(({ fact }) => fact.kind === "sessionEnded");
        writer.appendEntries(appended, () => {
          if (end !== undefined) endKeptAtMs = end.atMs;
          if (untold[0] === mine) tell(untold.splice(0, 1));
          else {
            // Told already, as provisional.
            if (mine.counts) countsAhead -= 1;
            if (end !== undefined || (mine.counts && countsAhead === 0)) changed();
          }
          resolve();
        });
      });
    },
    tellProvisionally,
    isProvisional: () => writer.isProvisional() || countsAhead > 0,
  };
}
