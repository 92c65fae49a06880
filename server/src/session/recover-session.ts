// A session as its journal left it: the fold of all entries, and every patient's referee as it was after the last stored frame.
import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createJournalIndex, type JournalIndex } from "@ensemble/shared/session/journal-index.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionMember } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { decodeFrameBatch } from "./frame-batch.ts";
import type { JournalStore, ReadEntry } from "./journal-store.ts";
import { type OnUnreadableCheckpoint, type RecoveredPatient, recoverPatient } from "./recover-patient.ts";

export interface RecoveredSession {
  readonly state: SessionState;
  readonly index: JournalIndex;
  /** The newest moment the journal and the frames know of, milliseconds since 1970. */
  readonly lastAtMs: number;
  readonly members: readonly SessionMember[];
  readonly nextBatch: number;
  /** Free text stated in this session, by participant. */
  readonly texts: ReadonlyMap<ParticipantId, string>;
  readonly patients: ReadonlyMap<ParticipantId, RecoveredPatient>;
}

export async function recoverSession(
  store: JournalStore,
  groupSessionId: GroupSessionId,
  ruleOf: (exerciseId: ExerciseId) => MovementRule | undefined,
  onUnreadableCheckpoint: OnUnreadableCheckpoint,
): Promise<RecoveredSession> {
  const entries = await store.readEntries(groupSessionId);
  const journal = entries.map(({ entry }) => entry);
  const state = foldEntries(createSessionState(groupSessionId), journal);
  const members = entries.flatMap(({ entry }) => (entry.fact.kind === "sessionOpened" ? entry.fact.members : []));
  const start = entries.findLast(({ entry }) => entry.fact.kind === "setStarted");
  const lastMarked = entries.findLast(({ entry }) => entry.marks !== undefined);
  const batches = await store.readFrameBatches(groupSessionId, start?.batch ?? lastMarked?.batch ?? 0);
  const batched = batches.flatMap(({ bytes }) => decodeFrameBatch(bytes));
  const newestChunks = await store.readNewestChunks(groupSessionId);
  const openSet = state.set !== null && !state.set.finished ? state.set : undefined;
  const rule = openSet === undefined ? undefined : ruleOf(openSet.exerciseId);
  const patients = new Map<ParticipantId, RecoveredPatient>();
  for (const [index, { participantId, role }] of members.entries()) {
    if (role !== "patient") continue;
    const traces = {
      groupSessionId,
      participantId,
      openSet,
      rule,
      markedSequence: lastMarked?.entry.marks?.[participantId] ?? 0,
      newestChunk: newestChunks.find((chunk) => chunk.participantId === participantId),
      batched: batched.flatMap(({ member, bytes }) => (member === index ? [bytes] : [])),
    };
    patients.set(participantId, await recoverPatient(store, traces, onUnreadableCheckpoint));
  }
  const nextBatch = Math.max(entries.at(-1)?.batch ?? 0, (batches.at(-1)?.batch ?? -1) + 1);
  const frameTimesMs = [...patients.values()].map(({ lastAtMs }) => state.openedAtMs + lastAtMs);
  const lastAtMs = Math.max(0, journal.at(-1)?.atMs ?? 0, ...frameTimesMs);
  return {
    state,
    index: createJournalIndex(journal),
    lastAtMs,
    members,
    nextBatch,
    texts: statedTexts(entries),
    patients,
  };
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
