// A person's sessions with what is going on in them, newest first.
import type { SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { GroupSession } from "./group-session.ts";
import type { GroupSessionStore } from "./group-session-store.ts";
import type { JournalStore } from "./journal-store.ts";

const MOST = 20;

export async function listSessions(
  stores: { readonly sessions: GroupSessionStore; readonly journal: JournalStore },
  personId: ParticipantId,
  namesOf: (personIds: readonly ParticipantId[]) => Promise<ReadonlyMap<ParticipantId, string>>,
): Promise<readonly SessionListing[]> {
  const sessions = await stores.sessions.findSessionsOf(personId, MOST);
  const therapists = sessions.flatMap((session) => therapistOf(session) ?? []);
  const names = await namesOf([...new Set(therapists)]);
  return Promise.all(sessions.map((session) => describe(session, stores.journal, names)));
}

async function describe(
  session: GroupSession,
  journal: JournalStore,
  names: ReadonlyMap<ParticipantId, string>,
): Promise<SessionListing> {
  const ended = session.endedAtMs !== undefined;
  // What an ended session was is its summary's business: only running ones are read.
  const entries = ended ? [] : await journal.readEntries(session.groupSessionId);
  const state = foldEntries(
    createSessionState(session.groupSessionId),
    entries.map(({ entry }) => entry),
  );
  const therapist = therapistOf(session);
  return {
    groupSessionId: session.groupSessionId,
    title: session.title,
    startsAtMs: session.startsAtMs,
    phase: ended ? "summary" : state.phase,
    ended,
    therapistName: (therapist === undefined ? undefined : names.get(therapist)) ?? "",
    patients: session.members.filter((member) => member.role === "patient" && !member.simulated).length,
    present: Object.values(state.participants).filter((one) => one.present && one.role === "patient").length,
    demonstration: session.demonstration,
  };
}

function therapistOf(session: GroupSession): ParticipantId | undefined {
  return session.members.find((member) => member.role === "therapist" && !member.simulated)?.participantId;
}
