// Commands that found done what they ask for: nothing is written of them, so their answers are remembered here, a few of each person's.
import type { CommandId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";

/** Above what a page can have open when its line breaks, and comes back with. */
const KEPT_EACH = 100;

export interface SettledCommands {
  readonly sequenceOf: (participantId: ParticipantId, commandId: CommandId) => number | undefined;
  readonly settle: (participantId: ParticipantId, commandId: CommandId, sequence: number) => void;
}

export function createSettledCommands(): SettledCommands {
  const newest = new Map<ParticipantId, Map<CommandId, number>>();
  return {
    sequenceOf: (participantId, commandId) => newest.get(participantId)?.get(commandId),
    settle: (participantId, commandId, sequence) => {
      const kept = newest.get(participantId) ?? new Map<CommandId, number>();
      newest.set(participantId, kept.set(commandId, sequence));
      const [oldest] = kept.keys();
      if (kept.size > KEPT_EACH && oldest !== undefined) kept.delete(oldest);
    },
  };
}
