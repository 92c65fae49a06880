// What people's commands may write into a session's journal: at a pace, and so much in all. Kept for a person, whichever page asks; only
// what makes an entry is paid for.
import { type Causer, MOST_CLOCKS, mayCommand, passesAlways } from "@ensemble/shared/session/entry-rules.ts";
import type { ClockId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { JournalIndex } from "@ensemble/shared/session/journal-index.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { type Budget, createSpending, type Spending, spend } from "../platform/budget.ts";

/** Far above people: all targets of a class are a dozen in a row. A page that is refused for this asks again, and waits. */
const PACE: Budget = { perSecond: 1, burst: 60 };

export interface EntryAllowance {
  /** Whether this command may make its entries now. */
  readonly take: (participantId: ParticipantId, command: SessionCommand, state: SessionState) => boolean;
  /** Whether frames of this clock may be taken: a new one makes an entry. */
  readonly mayUseClock: (participantId: ParticipantId, clockId: ClockId) => boolean;
}

export function createEntryAllowance(index: JournalIndex, nowMs: () => number): EntryAllowance {
  const spendings = new Map<ParticipantId, Spending>();
  return {
    take: (participantId, command, state) => {
      if (passesAlways(command, state)) return true;
      const causer: Causer = state.participants[participantId]?.role === "therapist" ? "therapists" : participantId;
      if (!mayCommand(command, state, index.commandsOf.get(causer) ?? 0)) return false;
      const now = nowMs();
      const spending = spendings.get(participantId) ?? createSpending(PACE, now);
      spendings.set(participantId, spending);
      return spend(spending, PACE, now);
    },
    mayUseClock: (participantId, clockId) => {
      const clocks = index.clockOffsetsMs.get(participantId);
      return clocks === undefined || clocks.has(clockId) || clocks.size < MOST_CLOCKS;
    },
  };
}
