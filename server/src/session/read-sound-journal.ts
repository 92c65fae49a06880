// A journal read for people who look back: whole and without contradiction, or not at all.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { HeldBackSessions } from "./held-back-sessions.ts";
import { findContradiction } from "./journal-rules.ts";
import type { JournalStore, ReadEntry } from "./journal-store.ts";
import { UnreadableJournal } from "./unreadable-journal.ts";

/** Throws `session/unreadable`: results out of a journal that contradicts itself would be somebody's wrong results. */
export async function readSoundJournal(
  { journal, heldBack }: { readonly journal: JournalStore; readonly heldBack: Pick<HeldBackSessions, "holdBack"> },
  groupSessionId: GroupSessionId,
): Promise<readonly ReadEntry[]> {
  try {
    const entries = await journal.readEntries(groupSessionId);
    const contradiction = findContradiction(entries.map(({ entry }) => entry));
    if (contradiction !== undefined) throw new UnreadableJournal("contradiction", contradiction);
    return entries;
  } catch (error) {
    if (!(error instanceof UnreadableJournal)) throw error;
    heldBack.holdBack(groupSessionId, error);
    throw new DomainError("session/unreadable");
  }
}
