// A person's sessions with what is going on in them, newest first.
import type { SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { GroupSession } from "./group-session.ts";
import type { GroupSessionStore } from "./group-session-store.ts";
import type { SessionProgress, SessionProgressStore } from "./session-progress-store.ts";

const MOST = 20;

export async function listSessions(
  stores: { readonly sessions: GroupSessionStore; readonly progress: SessionProgressStore },
  personId: ParticipantId,
  namesOf: (personIds: readonly ParticipantId[]) => Promise<ReadonlyMap<ParticipantId, string>>,
): Promise<readonly SessionListing[]> {
  const sessions = await stores.sessions.findSessionsOf(personId, MOST);
  const therapists = sessions.flatMap((session) => therapistOf(session) ?? []);
  // What an ended session was is its summary's business.
  const open = sessions.filter((session) => session.endedAtMs === undefined);
  const [names, progress] = await Promise.all([
    namesOf([...new Set(therapists)]),
    stores.progress.readProgress(open.map((session) => session.groupSessionId)),
  ]);
  return sessions.map((session) => describe(session, progress.get(session.groupSessionId), names));
}

function describe(
  session: GroupSession,
  progress: SessionProgress | undefined,
  names: ReadonlyMap<ParticipantId, string>,
): SessionListing {
  const ended = session.endedAtMs !== undefined;
  const therapist = therapistOf(session);
  return {
    groupSessionId: session.groupSessionId,
    title: session.title,
    startsAtMs: session.startsAtMs,
    phase: ended ? "summary" : (progress?.phase ?? "lobby"),
    ended,
    therapistName: (therapist === undefined ? undefined : names.get(therapist)) ?? "",
    patients: session.members.filter((member) => member.role === "patient" && !member.simulated).length,
    present: progress?.present ?? 0,
    demonstration: session.demonstration,
  };
}

function therapistOf(session: GroupSession): ParticipantId | undefined {
  return session.members.find((member) => member.role === "therapist" && !member.simulated)?.participantId;
}
