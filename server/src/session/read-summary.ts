// The summary of a session for one of its members.
import { balloonHeight } from "@ensemble/shared/games/balloon.ts";
import type { SessionSummary } from "@ensemble/shared/protocol/http-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { measuredRepetitions } from "@ensemble/shared/session/measured-repetitions.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import { summariseSession } from "@ensemble/shared/session/summarise-session.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { GroupSessionStore } from "./group-session-store.ts";
import type { HeldBackSessions } from "./held-back-sessions.ts";
import type { JournalStore } from "./journal-store.ts";
import { readSoundJournal } from "./read-sound-journal.ts";
import type { SummaryBudget } from "./summary-budget.ts";

export interface NamedPerson {
  readonly personId: ParticipantId;
  readonly name: string;
  readonly nickname: string;
}

/** Throws `protocol/too_many` before anything is read; `session/unknown`, `session/not_a_member`, `session/unreadable`. */
export async function readSummary(
  parts: {
    readonly budget: SummaryBudget;
    readonly sessions: GroupSessionStore;
    readonly journal: JournalStore;
    readonly heldBack: Pick<HeldBackSessions, "holdBack">;
    readonly findPeople: (personIds: readonly string[]) => Promise<readonly NamedPerson[]>;
    readonly streakDaysOf: (participantId: ParticipantId) => Promise<number>;
    readonly library: ExerciseLibrary;
    readonly nowMs: () => number;
  },
  groupSessionId: string,
  viewerId: ParticipantId,
): Promise<SessionSummary> {
  if (!parts.budget.spend(viewerId)) throw new DomainError("protocol/too_many");
  const session = await parts.sessions.findGroupSession(groupSessionId);
  if (session === undefined) throw new DomainError("session/unknown");
  if (!session.members.some((member) => member.participantId === viewerId))
    throw new DomainError("session/not_a_member");
  const entries = (await readSoundJournal(parts, session.groupSessionId)).map(({ entry }) => entry);
  const state = foldEntries(createSessionState(session.groupSessionId), entries);
  const patients = session.members.filter((member) => member.role === "patient").map((member) => member.participantId);
  const people = new Map((await parts.findPeople(patients)).map((person) => [person.personId, person]));
  const streaks = new Map(await Promise.all(patients.map(async (id) => [id, await parts.streakDaysOf(id)] as const)));
  const painStops = (participantId: ParticipantId) =>
    entries.filter(({ fact }) => fact.kind === "painStopped" && fact.participantId === participantId).length;
  return summariseSession(state, {
    title: session.title,
    viewerId,
    name: (participantId) => people.get(participantId)?.name ?? "",
    nickname: (participantId) => people.get(participantId)?.nickname ?? "",
    streakDays: (participantId) => streaks.get(participantId) ?? 0,
    painStops,
    measured: measuredRepetitions(entries),
    directionOf: (exerciseId) => parts.library.find(exerciseId)?.direction,
    balloon: balloonHeight(state),
    nowMs: parts.nowMs(),
  });
}
