// A session as its journal left it: the fold of all entries, and every patient's referee fed again with the frames of the open set.

import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { advanceReferee, createReferee, type RefereeState } from "@ensemble/shared/movement/referee.ts";
import { decodeFrame, type FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { FrameMarks, SessionMember } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { decodeFrameBatch } from "./frame-batch.ts";
import type { JournalStore, ReadEntry } from "./journal-store.ts";

export interface RecoveredSession {
  readonly state: SessionState;
  readonly members: readonly SessionMember[];
  readonly nextBatch: number;
  /** Free text stated in this session, by participant. */
  readonly texts: ReadonlyMap<ParticipantId, string>;
  readonly patients: ReadonlyMap<ParticipantId, RecoveredPatient>;
}
export interface RecoveredPatient {
  readonly lastSequence: number;
  readonly lastAtMs: number;
  readonly referee: RefereeState | undefined;
}

export async function recoverSession(
  store: JournalStore,
  groupSessionId: GroupSessionId,
  ruleOf: (exerciseId: ExerciseId) => MovementRule | undefined,
): Promise<RecoveredSession> {
  const entries = await store.readEntries(groupSessionId);
  const state = foldEntries(
    createSessionState(groupSessionId),
    entries.map(({ entry }) => entry),
  );
  const members = entries.flatMap(({ entry }) => (entry.fact.kind === "sessionOpened" ? entry.fact.members : []));
  const start = entries.findLast(({ entry }) => entry.fact.kind === "setStarted");
  const lastMarked = entries.findLast(({ entry }) => entry.marks !== undefined);
  const from = start?.batch ?? lastMarked?.batch ?? 0;
  const batches = await store.readFrameBatches(groupSessionId, from);
  const patients = replayFrames(state, members, start, lastMarked, batches, ruleOf);
  const nextBatch = Math.max(entries.at(-1)?.batch ?? 0, (batches.at(-1)?.batch ?? -1) + 1);
  return { state, members, nextBatch, texts: statedTexts(entries), patients };
}

function replayFrames(
  state: SessionState,
  members: readonly SessionMember[],
  start: ReadEntry | undefined,
  lastMarked: ReadEntry | undefined,
  batches: readonly { readonly bytes: Uint8Array }[],
  ruleOf: (exerciseId: ExerciseId) => MovementRule | undefined,
): ReadonlyMap<ParticipantId, RecoveredPatient> {
  const open = state.set !== null && !state.set.finished ? state.set : undefined;
  const rule = open === undefined ? undefined : ruleOf(open.exerciseId);
  const startMarks: FrameMarks = start?.entry.marks ?? {};
  const patients = new Map<
    ParticipantId,
    { lastSequence: number; lastAtMs: number; referee: RefereeState | undefined }
  >();
  for (const member of members) {
    if (member.role !== "patient") continue;
    const target = open?.targets[member.participantId];
    const referee =
      rule === undefined || target === undefined
        ? undefined
        : createReferee(rule, { side: target.side, targetDegrees: target.rangeDegrees });
    const lastSequence = lastMarked?.entry.marks?.[member.participantId] ?? 0;
    patients.set(member.participantId, { lastSequence, lastAtMs: -1, referee });
  }
  const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
  const frame = createPoseFrame();
  for (const batch of batches) {
    for (const stored of decodeFrameBatch(batch.bytes)) {
      const participantId = members[stored.member]?.participantId;
      const patient = participantId === undefined ? undefined : patients.get(participantId);
      if (participantId === undefined || patient === undefined) continue;
      if (decodeFrame(stored.bytes, header, frame) !== undefined) continue;
      patient.lastSequence = Math.max(patient.lastSequence, header.sequence);
      patient.lastAtMs = Math.max(patient.lastAtMs, frame.atMs);
      // Only frames taken while a set runs are stored: what is here was consumed, and is consumed again.
      if (header.sequence > (startMarks[participantId] ?? 0) && patient.referee !== undefined) {
        advanceReferee(patient.referee, frame);
      }
    }
  }
  return patients;
}

function statedTexts(entries: readonly ReadEntry[]): ReadonlyMap<ParticipantId, string> {
  const texts = new Map<ParticipantId, string>();
  for (const { entry, text } of entries) {
    if (text !== undefined && "participantId" in entry.fact && entry.fact.participantId !== null) {
      texts.set(entry.fact.participantId, text);
    }
  }
  return texts;
}
