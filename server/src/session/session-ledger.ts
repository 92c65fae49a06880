// What has been decided and what may be told: facts are decided at once, written in order, and become visible when they are durable.
// While the database is away they become visible as provisional; what is urgent becomes visible at once.
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { CommandId } from "@ensemble/shared/session/identifiers.ts";
import type { FrameMarks, JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { JournalWriter } from "./journal-writer.ts";

export interface RecordOptions {
  readonly commandId?: CommandId | undefined;
  /** Free text that belongs to the first fact; sealed. */
  readonly text?: string | undefined;
  /** Told before it is durable, with everything decided before it: nobody waits for a disk when somebody is in pain. */
  readonly urgent?: boolean | undefined;
}

export interface SessionLedger {
  readonly decided: () => SessionState;
  readonly visible: () => SessionState;
  /** `onVisible` runs once an entry may be told, after `visible` contains it. Resolves after the commit. */
  readonly record: (
    facts: readonly SessionFact[],
    options?: RecordOptions,
    onVisible?: (entry: JournalEntry) => void,
  ) => Promise<void>;
  /** The database is away: what waits is told as provisional. */
  readonly tellProvisionally: () => void;
}

export function createSessionLedger(parts: {
  readonly state: SessionState;
  readonly epoch: number;
  readonly writer: JournalWriter;
  readonly nowMs: () => number;
  readonly marks: () => FrameMarks;
  readonly changed: () => void;
}): SessionLedger {
  const { epoch, writer, nowMs, marks, changed } = parts;
  let decided = parts.state;
  let visible = parts.state;
  /** In the order in which it was decided, which is the order in which it is told. */
  let untold: (() => void)[] = [];

  const decide = (facts: readonly SessionFact[], options: RecordOptions): readonly JournalEntry[] => {
    const atMs = nowMs();
    const first = decided.sequence + 1;
    const isCommand = options.commandId !== undefined;
    const entries = facts.map((fact, index) => ({
      sequence: first + index,
      epoch,
      atMs,
      fact,
      commandId: index === 0 ? options.commandId : undefined,
      marks: isCommand ? marks() : undefined,
    }));
    for (const entry of entries) decided = foldEntry(decided, entry);
    return entries;
  };

  const tellAll = () => {
    const due = untold;
    untold = [];
    for (const tell of due) tell();
    changed();
  };

  return {
    decided: () => decided,
    visible: () => visible,
    record: (facts, options = {}, onVisible) => {
      const entries = decide(facts, options);
      const tell = () => {
        for (const entry of entries) {
          visible = foldEntry(visible, entry);
          onVisible?.(entry);
        }
      };
      untold.push(tell);
      if (options.urgent || writer.isProvisional()) tellAll();
      return new Promise((resolve) => {
        const appended = entries.map((entry, index) => ({ entry, text: index === 0 ? options.text : undefined }));
        writer.appendEntries(appended, () => {
          if (untold[0] === tell) {
            untold.shift();
            tell();
            changed();
          }
          resolve();
        });
      });
    },
    tellProvisionally: tellAll,
  };
}
