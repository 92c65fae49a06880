// The state of a session before anything has happened, and of a participant who has not come yet.
import type { GroupSessionId, ParticipantId } from "./identifiers.ts";
import type { SessionMember } from "./session-fact.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";
import { NO_DEMONSTRATION } from "./side-by-side.ts";

export function createSessionState(groupSessionId: GroupSessionId): SessionState {
  return {
    groupSessionId,
    sequence: 0,
    openedAtMs: 0,
    endedAtMs: null,
    phase: "lobby",
    exerciseId: null,
    set: null,
    sets: [],
    participants: {},
    pictureMode: "therapistOnly",
    pairs: [],
    spotlight: null,
    privateWord: null,
    recording: null,
  };
}

export function createParticipantState(member: SessionMember): ParticipantState {
  return {
    participantId: member.participantId,
    role: member.role,
    mark: member.mark,
    simulated: member.simulated,
    present: false,
    everJoined: false,
    agreementVersion: 0,
    whereaboutsStated: false,
    ready: false,
    stop: null,
    targets: {},
    results: [],
    points: 0,
    pain: null,
    painAtMs: null,
    effort: null,
    effortAtMs: null,
    pictureConsent: false,
    pictureConsentTo: null,
    microphoneToGroup: false,
    recordingAnswer: "none",
    answerStandsUntilMs: null,
    hasRefused: false,
    standingConsent: null,
    takenBackConsentId: null,
    standing: "name",
    shownAs: "name",
    streakShared: true,
    sideBySide: NO_DEMONSTRATION,
    privateMs: 0,
    annotations: [],
    presentMs: 0,
    presentSinceMs: null,
  };
}

export function membersById(members: readonly SessionMember[]): Readonly<Record<ParticipantId, ParticipantState>> {
  return Object.fromEntries(members.map((member) => [member.participantId, createParticipantState(member)]));
}
