// Who sees and hears whom in a full class, and in which size: what a worker has to forward.

import { AGREEMENT_VERSION } from "../../../shared/src/session/agreement.ts";
import type { GroupSessionId, ParticipantId } from "../../../shared/src/session/identifiers.ts";
import { type MediaSource, mayConsume } from "../../../shared/src/session/may-consume.ts";
import { createParticipantState, createSessionState } from "../../../shared/src/session/open-session-state.ts";
import type { SessionMember } from "../../../shared/src/session/session-fact.ts";
import type { SessionState } from "../../../shared/src/session/session-state.ts";

export type ClassMode = "therapistOnly" | "everybody";

export interface ForwardedStream {
  readonly viewer: ParticipantId;
  readonly owner: ParticipantId;
  readonly source: MediaSource;
  /** Of two, 0 the smaller one; 0 for sound. */
  readonly size: number;
}

export const PATIENTS = 6;
export const THERAPIST = "therapist" as ParticipantId;
/** The therapist first: the place in the list is also the invented person's. */
export const MEMBERS: readonly SessionMember[] = Array.from({ length: PATIENTS + 1 }, (_, index) => ({
  participantId: index === 0 ? THERAPIST : (`patient${index}` as ParticipantId),
  role: index === 0 ? "therapist" : "patient",
  mark: index - 1,
  simulated: false,
}));
const SOURCES = ["camera", "microphone"] as const satisfies readonly MediaSource[];

/** A class that exercises; in mode *everybody* every patient has consented to being seen, and all microphones are the therapist's. */
export function classInMode(mode: ClassMode): SessionState {
  const participants = Object.fromEntries(
    MEMBERS.map((member) => [
      member.participantId,
      {
        ...createParticipantState(member),
        present: true,
        agreementVersion: AGREEMENT_VERSION,
        pictureConsent: mode === "everybody" && member.role === "patient",
      },
    ]),
  );
  return { ...createSessionState("class" as GroupSessionId), phase: "exercise", pictureMode: mode, participants };
}

/** By the product's own rule. Patients see each other small, all else is seen in the larger size. */
export function planClass(mode: ClassMode): readonly ForwardedStream[] {
  const state = classInMode(mode);
  const ids = MEMBERS.map(({ participantId }) => participantId);
  return ids.flatMap((viewer) =>
    ids.flatMap((owner) =>
      SOURCES.filter((source) => mayConsume(viewer, owner, source, state)).map((source) => ({
        viewer,
        owner,
        source,
        size: source === "camera" && (viewer === THERAPIST || owner === THERAPIST) ? 1 : 0,
      })),
    ),
  );
}
